package io.cam4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A NumPy 1.0 file, read the obvious way. */
public final class Npy {
    private static final Pattern SHAPE = Pattern.compile("'shape': \\(([^)]*)\\)");

    private final String header;
    private final ByteBuffer data;

    private Npy(String header, ByteBuffer data) {
        this.header = header;
        this.data = data;
    }

    /** Reads a file. */
    public static Npy read(Path path) {
        try {
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
            int length = file.getShort(8) & 0xffff;
            String header = new String(file.array(), 10, length, StandardCharsets.US_ASCII);
            return new Npy(header, file.slice(10 + length, file.capacity() - 10 - length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the header's dictionary as written. */
    public String header() {
        return header;
    }

    /** Returns the shape. */
    public int[] shape() {
        Matcher matcher = SHAPE.matcher(header);
        if (!matcher.find()) {
            throw new IllegalStateException("no shape in " + header);
        }
        return Arrays.stream(matcher.group(1).split(","))
                .map(String::strip)
                .filter(size -> !size.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }

    /** Returns float32 or float64 values as floats. */
    public float[] floats() {
        ByteBuffer values = data.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        boolean wide = header.contains("<f8");
        float[] result = new float[values.capacity() / (wide ? 8 : 4)];
        for (int i = 0; i < result.length; i++) {
            result[i] = wide ? (float) values.getDouble(i * 8) : values.getFloat(i * 4);
        }
        return result;
    }

    /** Returns uint8 values. */
    public byte[] bytes() {
        byte[] result = new byte[data.capacity()];
        data.get(0, result);
        return result;
    }
}
