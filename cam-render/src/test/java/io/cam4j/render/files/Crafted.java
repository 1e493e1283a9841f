package io.cam4j.render.files;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Picture files put together byte by byte. */
final class Crafted {
    private Crafted() {}

    /** What writes bytes. */
    interface Content {
        void write(DataOutputStream out) throws IOException;
    }

    /** Returns what was written, big-endian. */
    static byte[] bytes(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            content.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Returns a picture as one of the JDK's writers encodes it. */
    static byte[] encoded(BufferedImage picture, String format) {
        return bytes(out -> {
            if (!ImageIO.write(picture, format, out)) {
                throw new IOException("no writer of " + format);
            }
        });
    }

    /** Returns a JPEG with a segment more, right behind its begin. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] content) {
        return bytes(out -> {
            out.write(jpeg, 0, 2);
            out.writeShort(marker);
            out.writeShort(content.length + 2);
            out.write(content);
            out.write(jpeg, 2, jpeg.length - 2);
        });
    }

    /** Returns a JPEG with an ICC profile in as many segments as it takes. */
    static byte[] withProfile(byte[] jpeg, byte[] profile) {
        int room = 0xffff - 2 - 14;
        int count = (profile.length + room - 1) / room;
        byte[] result = jpeg;
        for (int i = count - 1; i >= 0; i--) {
            byte number = (byte) (i + 1);
            byte[] part = Arrays.copyOfRange(profile, i * room, Math.min(profile.length, (i + 1) * room));
            result = withSegment(result, 0xffe2, bytes(out -> {
                out.write(ascii("ICC_PROFILE\0"));
                out.write(number);
                out.write(count);
                out.write(part);
            }));
        }
        return result;
    }

    /** Returns Exif data that consists of an orientation, as a JPEG has it. */
    static byte[] exif(int orientation) {
        return bytes(out -> {
            out.write(ascii("Exif\0\0"));
            out.write(orientationTag(orientation));
        });
    }

    /** Returns a block of Exif data that consists of an orientation. */
    static byte[] orientationTag(int orientation) {
        return bytes(out -> {
            out.write(ascii("MM\0*"));
            out.writeInt(8);
            out.writeShort(1);
            out.writeShort(0x0112);
            out.writeShort(3);
            out.writeInt(1);
            out.writeShort(orientation);
            out.writeShort(0);
            out.writeInt(0);
        });
    }

    /** Returns a PNG of the given chunks. */
    static byte[] png(byte[]... chunks) {
        return bytes(out -> {
            out.writeLong(0x89504e470d0a1a0aL);
            for (byte[] chunk : chunks) {
                out.write(chunk);
            }
        });
    }

    /** Returns a chunk of a PNG. */
    static byte[] chunk(String type, byte[] content) {
        return bytes(out -> {
            CRC32 crc = new CRC32();
            crc.update(ascii(type));
            crc.update(content);
            out.writeInt(content.length);
            out.write(ascii(type));
            out.write(content);
            out.writeInt((int) crc.getValue());
        });
    }

    /**
     * Returns the first chunk of a PNG.
     *
     * @param color 0 gray, 2 RGB, 3 palette, 4 gray and alpha, 6 RGB and alpha
     */
    static byte[] header(int width, int height, int bits, int color) {
        return chunk("IHDR", bytes(out -> {
            out.writeInt(width);
            out.writeInt(height);
            out.write(new byte[] {(byte) bits, (byte) color, 0, 0, 0});
        }));
    }

    /** Returns bytes compressed as a PNG's are. */
    static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater();
        deflater.setInput(bytes);
        deflater.finish();
        byte[] buffer = new byte[1 << 16];
        byte[] result = bytes(out -> {
            while (!deflater.finished()) {
                out.write(buffer, 0, deflater.deflate(buffer));
            }
        });
        deflater.end();
        return result;
    }

    /** Returns a whole PNG of rows that begin each with their filter. */
    static byte[] png(int width, int height, int bits, int color, byte[] rows, byte[]... before) {
        byte[][] chunks = new byte[before.length + 3][];
        chunks[0] = header(width, height, bits, color);
        System.arraycopy(before, 0, chunks, 1, before.length);
        chunks[before.length + 1] = chunk("IDAT", deflated(rows));
        chunks[before.length + 2] = chunk("IEND", new byte[0]);
        return png(chunks);
    }

    /** Returns parts one behind the other. */
    static byte[] join(byte[]... parts) {
        return bytes(out -> {
            for (byte[] part : parts) {
                out.write(part);
            }
        });
    }

    /** Returns bytes again and again. */
    static byte[] repeated(byte[] part, int times) {
        return bytes(out -> {
            for (int i = 0; i < times; i++) {
                out.write(part);
            }
        });
    }

    /** Returns a file with some bytes replaced. */
    static byte[] withBytes(byte[] file, int at, int... values) {
        byte[] result = file.clone();
        for (int i = 0; i < values.length; i++) {
            result[at + i] = (byte) values[i];
        }
        return result;
    }

    /** Returns a JPEG with a segment so many times more, right behind its begin. */
    static byte[] withSegment(byte[] jpeg, int marker, byte[] content, int times) {
        byte[] segment = bytes(out -> {
            out.writeShort(marker);
            out.writeShort(content.length + 2);
            out.write(content);
        });
        return join(Arrays.copyOf(jpeg, 2), repeated(segment, times), Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /** Returns a JPEG that claims another size. */
    static byte[] withSize(byte[] jpeg, int width, int height) {
        int frame = find(jpeg, 0xffc0, 0);
        return withBytes(jpeg, frame + 5, height >> 8, height, width >> 8, width);
    }

    /** Returns where a marker of a JPEG stands. */
    static int find(byte[] jpeg, int marker, int from) {
        for (int i = from; i < jpeg.length - 1; i++) {
            if ((jpeg[i] & 0xff) == marker >> 8 && (jpeg[i + 1] & 0xff) == (marker & 0xff)) {
                return i;
            }
        }
        throw new IllegalArgumentException("no marker %x".formatted(marker));
    }

    /** Returns a picture as progressive JPEG. */
    static byte[] progressive(BufferedImage picture) {
        return written(picture, "jpeg", parameters -> parameters.setProgressiveMode(ImageWriteParam.MODE_DEFAULT));
    }

    /**
     * Returns a TIFF, big-endian.
     *
     * @param next where the directory after the first stands, 0 for none
     * @param entries tag, type, count and value each
     * @param data what stands behind the directory, from 14 + 12 · entries on
     */
    static byte[] tiff(int next, int[][] entries, byte[] data) {
        return bytes(out -> {
            out.write(ascii("MM\0*"));
            out.writeInt(8);
            out.writeShort(entries.length);
            for (int[] entry : entries) {
                entry(out, entry[0], entry[1], entry[2], entry[3]);
            }
            out.writeInt(next);
            out.write(data);
        });
    }

    /** Writes an entry of a TIFF's directory. */
    static void entry(DataOutputStream out, int tag, int type, int count, int value) throws IOException {
        out.writeShort(tag);
        out.writeShort(type);
        out.writeInt(count);
        out.writeInt(value);
    }

    /** Returns a picture as TIFF, compressed in one of the ways the JDK's writer has. */
    static byte[] tiff(BufferedImage picture, String compression) {
        return written(picture, "tiff", parameters -> {
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionType(compression);
        });
    }

    private static byte[] written(BufferedImage picture, String format, Consumer<ImageWriteParam> settings) {
        return bytes(out -> {
            ImageWriter writer = writerOfJdk(format);
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            settings.accept(parameters);
            try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
                writer.setOutput(stream);
                writer.write(null, new IIOImage(picture, null, null), parameters);
            }
            writer.dispose();
        });
    }

    private static ImageWriter writerOfJdk(String format) {
        Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName(format);
        while (writers.hasNext()) {
            ImageWriter writer = writers.next();
            if (writer.getClass().getModule() == ImageIO.class.getModule()) {
                return writer;
            }
        }
        throw new IllegalArgumentException("no writer of " + format);
    }

    /** Returns a progressive JPEG whose last scan comes so often more. */
    static byte[] manyScans(byte[] progressive, int times) {
        int last = 0;
        int next = find(progressive, 0xffda, 0);
        while (next > 0) {
            last = next;
            try {
                next = find(progressive, 0xffda, last + 2);
            } catch (IllegalArgumentException e) {
                next = 0;
            }
        }
        byte[] scan = Arrays.copyOfRange(progressive, last, progressive.length - 2);
        return join(Arrays.copyOf(progressive, last), repeated(scan, times), new byte[] {-1, -39});
    }

    /** Returns a WebP of chunks. */
    static byte[] webp(byte[]... chunks) {
        byte[] content = join(ascii("WEBP"), join(chunks));
        return riff("RIFF", content);
    }

    /** Returns a chunk of a WebP. */
    static byte[] riff(String type, byte[] content) {
        return bytes(out -> {
            out.write(ascii(type));
            out.writeInt(Integer.reverseBytes(content.length));
            out.write(content);
            out.write(new byte[content.length & 1]);
        });
    }

    /** Returns the chunk VP8X. */
    static byte[] canvas(int width, int height, int flags) {
        return riff("VP8X", bytes(out -> {
            out.writeInt(flags << 24);
            for (int side : new int[] {width - 1, height - 1}) {
                out.write(side);
                out.write(side >> 8);
                out.write(side >> 16);
            }
        }));
    }

    /** Returns a lossless picture of one color: every prefix code has one symbol, so that pixels take no bits. */
    static byte[] losslessChunk(int width, int height, int argb) {
        LittleBits bits = new LittleBits();
        bits.add(0x2f, 8);
        bits.add(width - 1, 14);
        bits.add(height - 1, 14);
        bits.add(1, 1); // transparency is used
        bits.add(0, 3); // version
        bits.add(0, 1); // no transform
        bits.add(0, 1); // no color cache
        bits.add(0, 1); // one group of prefix codes
        for (int shift : new int[] {8, 16, 0, 24}) { // green, red, blue, alpha
            bits.add(0b101, 3); // simple, one symbol, of 8 bits
            bits.add((argb >> shift) & 0xff, 8);
        }
        bits.add(0b001, 3); // distances: simple, one symbol, of one bit
        bits.add(0, 1);
        return riff("VP8L", join(bits.bytes(), new byte[8]));
    }

    /** Bits, the lowest first. */
    private static final class LittleBits {
        private final BitSet set = new BitSet();
        private int length;

        void add(int value, int count) {
            for (int i = 0; i < count; i++) {
                set.set(length++, (value >> i & 1) == 1);
            }
        }

        byte[] bytes() {
            return Arrays.copyOf(set.toByteArray(), (length + 7) / 8);
        }
    }
}
