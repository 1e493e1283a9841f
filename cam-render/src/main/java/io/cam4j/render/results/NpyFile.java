package io.cam4j.render.results;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Float arrays as NumPy files. */
final class NpyFile {
    /*
     * NumPy's format 1.0: magic, version, length of the header, the header (a Python dictionary padded with spaces so
     * that the values begin at a multiple of 64, ended by a newline), the values.
     * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
     */
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;

    private NpyFile() {}

    /**
     * Writes values as little-endian float32.
     *
     * @param shape sizes whose product is the number of values, row-major
     */
    static void write(Path file, float[] values, int... shape) throws IOException {
        byte[] header = header(shape);
        ByteBuffer bytes = ByteBuffer.allocate(Math.addExact(header.length, Math.multiplyExact(4, values.length)))
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(header);
        bytes.asFloatBuffer().put(values);
        Files.write(file, bytes.array());
    }

    private static byte[] header(int... shape) {
        List<Integer> sizes = Arrays.stream(shape).boxed().toList();
        String tuple =
                sizes.stream().map(String::valueOf).collect(Collectors.joining(", ")) + (sizes.size() == 1 ? "," : "");
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (%s), }".formatted(tuple);
        int unpadded = MAGIC.length + 2 + text.length() + 1;
        String padded = text + " ".repeat(Math.floorMod(-unpadded, ALIGNMENT)) + "\n";
        return ByteBuffer.allocate(MAGIC.length + 2 + padded.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .array();
    }
}
