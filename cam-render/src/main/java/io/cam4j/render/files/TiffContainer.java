package io.cam4j.render.files;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.stream.ImageInputStream;

/**
 * The directories of a TIFF (TIFF 6.0, section 2, and the 64-bit form called BigTIFF). Its reader reads all of them with
 * all their values before the first pixel, so that must not be more than the file can honestly hold.
 */
final class TiffContainer {
    private static final int MAX_DIRECTORIES = 10_000; // pages; readers take some microseconds for each
    private static final String TOO_MANY_DIRECTORIES = "more than %,d directories".formatted(MAX_DIRECTORIES);
    private static final int MAX_ENTRIES = 200_000;
    private static final long SLACK = 1 << 20;
    private static final int[] VALUE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};
    private static final Set<Integer> POINTERS = Set.of(330, 34665, 34853, 40965); // to directories of their own

    private final ImageInputStream input;
    private final ByteOrder order;
    private final boolean big;
    private final Deque<Long> directories = new ArrayDeque<>();
    private final Set<Long> seen = new HashSet<>();
    private long entries;
    private long valueBytes;

    private TiffContainer(ImageInputStream input, int magic) {
        this.input = input;
        order = magic >>> 16 == 0x4949 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        big = magic == 0x49492b00 || magic == 0x4d4d002b;
    }

    /** Returns whether a file that begins so is a TIFF. */
    static boolean is(int magic) {
        return magic == 0x49492a00 || magic == 0x4d4d002a || magic == 0x49492b00 || magic == 0x4d4d002b;
    }

    /** Returns the file as it is, once its directories are known to be harmless. */
    static Container open(ImageInputStream input, int magic) throws IOException {
        new TiffContainer(input, magic).check();
        return Container.untouched(input, OrientationTag.read(input, 0, input.length()));
    }

    private void check() throws IOException {
        input.setByteOrder(order);
        try {
            input.seek(big ? 8 : 4);
            directories.add(offset());
            while (!directories.isEmpty()) {
                checkDirectory(directories.remove());
            }
        } catch (EOFException e) {
            // what is missing is the reader's to say
        } finally {
            input.setByteOrder(ByteOrder.BIG_ENDIAN);
        }
    }

    private long offset() throws IOException {
        return big ? input.readLong() : input.readUnsignedInt();
    }

    private void checkDirectory(long at) throws IOException {
        if (at <= 0 || at >= input.length() || !seen.add(at)) {
            return;
        }
        input.seek(at);
        long count = big ? input.readLong() : input.readUnsignedShort();
        entries += count;
        check(seen.size() <= MAX_DIRECTORIES, TOO_MANY_DIRECTORIES);
        check(count >= 0 && entries <= MAX_ENTRIES, "more than %,d tags".formatted(MAX_ENTRIES));
        int size = big ? 20 : 12;
        byte[] bytes = new byte[(int) Math.min(count * size, input.length() - input.getStreamPosition())];
        input.readFully(bytes);
        long first = at + (big ? 8 : 2);
        for (int i = 0; i + size <= bytes.length; i += size) {
            checkEntry(ByteBuffer.wrap(bytes, i, size).slice().order(order), first + i);
        }
        input.seek(first + count * size);
        directories.add(offset());
    }

    private void checkEntry(ByteBuffer entry, long at) throws IOException {
        int tag = entry.getShort() & 0xffff;
        int type = entry.getShort() & 0xffff;
        long count = big ? entry.getLong() : entry.getInt() & 0xffffffffL;
        int width = type < VALUE_BYTES.length ? VALUE_BYTES[type] : 0;
        if (count < 0 || count > input.length()) { // not read
            return;
        }
        boolean inline = count * width <= (big ? 8 : 4);
        long value = big ? entry.getLong() : entry.getInt() & 0xffffffffL;
        if (!inline && count * width <= input.length() - value) {
            valueBytes += count * width;
            check(valueBytes <= input.length() + SLACK, "tags of more bytes than the file has");
        }
        if (POINTERS.contains(tag)) {
            addDirectories(inline ? at + (big ? 12 : 8) : value, count, width);
        }
    }

    private void addDirectories(long at, long count, int width) throws IOException {
        check(count <= MAX_DIRECTORIES, TOO_MANY_DIRECTORIES);
        input.seek(Math.max(0, at));
        for (int i = 0; i < count; i++) {
            switch (width) {
                case 2 -> directories.add((long) input.readUnsignedShort());
                case 4 -> directories.add(input.readUnsignedInt());
                case 8 -> directories.add(input.readLong());
                default -> {
                    // no place in a file
                }
            }
        }
    }

    private static void check(boolean harmless, String what) throws HarmfulFileException {
        if (!harmless) {
            throw new HarmfulFileException("TIFF", what);
        }
    }
}
