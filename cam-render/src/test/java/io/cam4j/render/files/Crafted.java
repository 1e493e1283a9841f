package io.cam4j.render.files;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;

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
}
