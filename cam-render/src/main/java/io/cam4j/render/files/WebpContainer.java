package io.cam4j.render.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/** The chunks of a WebP (RFC 9649, section 2). */
final class WebpContainer {
    private static final int MAX_CHUNKS = 1 << 16;
    private static final int HEADER = 12;
    private static final int EXTENDED = 0x58385056; // VP8X, little-endian
    private static final int FRAME = 0x464d4e41; // ANMF
    private static final int LOSSY = 0x20385056; // VP8 and a space
    private static final int LOSSLESS = 0x4c385056; // VP8L
    private static final int EXIF = 0x46495845;

    private static final int EXIF_PREFIX = 0x66697845;
    private static final int FRAME_HEADER = 16;

    private final ImageInputStream input;
    private Orientation orientation = Orientation.UPRIGHT;
    private int width; // the largest of canvas and pictures: a liar is measured by what it would cost
    private int height;
    private int x;
    private int y;
    private boolean hasFrames;
    private boolean hasPicture;

    private WebpContainer(ImageInputStream input) {
        this.input = input;
    }

    /** Returns the whole file, its orientation, and where its first picture stands. */
    static Container open(ImageInputStream input) throws IOException {
        WebpContainer webp = new WebpContainer(input);
        try {
            webp.readChunks();
        } catch (EOFException e) {
            // what is missing is the reader's to say
        } finally {
            input.setByteOrder(ByteOrder.BIG_ENDIAN);
        }
        Canvas canvas = webp.width == 0 ? null : new Canvas(webp.width, webp.height, webp.x, webp.y);
        return new Container(new PixelStream(input), webp.orientation, canvas, webp.hasPicture, Container.Kind.OTHER);
    }

    private void readChunks() throws IOException {
        long at = HEADER;
        for (int i = 0; at + 8 <= input.length(); i++) {
            if (i == MAX_CHUNKS) {
                throw new HarmfulFileException("WEBP", "more than %,d chunks".formatted(MAX_CHUNKS));
            }
            input.setByteOrder(ByteOrder.LITTLE_ENDIAN);
            input.seek(at);
            int type = input.readInt();
            long length = input.readUnsignedInt();
            readChunk(type, at + 8, at + 8 + length);
            at += 8 + (type == FRAME ? FRAME_HEADER : length + (length & 1)); // chunks of frames follow one by one
        }
    }

    private void readChunk(int type, long from, long to) throws IOException {
        switch (type) {
            case EXTENDED -> {
                input.skipBytes(4);
                atLeast(1 + read24(), 1 + read24());
            }
            case FRAME -> readFrame();
            case LOSSY -> {
                hasPicture = true;
                input.skipBytes(6);
                atLeast(input.readUnsignedShort() & 0x3fff, input.readUnsignedShort() & 0x3fff);
            }
            case LOSSLESS -> {
                hasPicture = true;
                input.skipBytes(1);
                int sides = input.readInt();
                atLeast(1 + (sides & 0x3fff), 1 + ((sides >> 14) & 0x3fff));
            }
            case EXIF -> {
                boolean prefixed = input.readInt() == EXIF_PREFIX; // as in a JPEG; not by the specification, but common
                orientation = OrientationTag.read(input, prefixed ? from + 6 : from, to);
            }
            default -> {
                // not needed
            }
        }
    }

    private void readFrame() throws IOException {
        int left = 2 * read24();
        int top = 2 * read24();
        atLeast(left + 1 + read24(), top + 1 + read24());
        if (!hasFrames) {
            hasFrames = true;
            x = left;
            y = top;
        }
    }

    private void atLeast(int newWidth, int newHeight) {
        width = Math.max(width, newWidth);
        height = Math.max(height, newHeight);
    }

    private int read24() throws IOException {
        return input.readUnsignedShort() | input.readUnsignedByte() << 16;
    }
}
