package io.cam4j.render.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteOrder;
import javax.imageio.stream.ImageInputStream;

/**
 * The tag that says which way up a picture is, in a TIFF file or in the block of the same form that holds Exif data
 * elsewhere: looked for in the first directory, the only one it may stand in, so that nothing can lead in circles.
 */
final class OrientationTag {
    private static final int TAG = 0x0112; // Exif 2.32, section 4.6.4
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int LITTLE_ENDIAN = 0x4949;
    private static final int CLASSIC = 42;
    private static final int BIG = 43; // offsets of 64 bits
    private static final int MAX_ENTRIES = 0xffff;

    private OrientationTag() {}

    /**
     * Returns the orientation; upright where none is named or the directory is damaged, as viewers do.
     *
     * @param from where the block begins
     * @param to where it ends
     */
    static Orientation read(ImageInputStream input, long from, long to) throws IOException {
        try {
            input.seek(from);
            input.setByteOrder(
                    input.readUnsignedShort() == LITTLE_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
            int version = input.readUnsignedShort();
            return version == CLASSIC || version == BIG
                    ? inFirstDirectory(input, version == BIG, from, to)
                    : Orientation.UPRIGHT;
        } catch (EOFException e) {
            return Orientation.UPRIGHT;
        } finally {
            input.setByteOrder(ByteOrder.BIG_ENDIAN);
        }
    }

    private static Orientation inFirstDirectory(ImageInputStream input, boolean big, long from, long to)
            throws IOException {
        int size = big ? 20 : 12;
        if (big) {
            input.skipBytes(4);
        }
        long directory = big ? input.readLong() : input.readUnsignedInt();
        if (directory < 0 || directory > to - from) {
            return Orientation.UPRIGHT;
        }
        input.seek(from + directory);
        long entries = Math.min(MAX_ENTRIES, big ? input.readLong() : input.readUnsignedShort());
        long first = input.getStreamPosition();
        for (long entry = first; entry < first + entries * size && entry + size <= to; entry += size) {
            input.seek(entry);
            if (input.readUnsignedShort() == TAG) {
                int type = input.readUnsignedShort();
                input.seek(entry + (big ? 12 : 8));
                return orientation(input, type);
            }
        }
        return Orientation.UPRIGHT;
    }

    private static Orientation orientation(ImageInputStream input, int type) throws IOException {
        return switch (type) {
            case SHORT -> Orientation.ofTag(input.readUnsignedShort());
            case LONG -> Orientation.ofTag(input.readInt());
            default -> Orientation.UPRIGHT;
        };
    }
}
