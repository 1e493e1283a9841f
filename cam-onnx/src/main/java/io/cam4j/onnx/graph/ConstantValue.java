package io.cam4j.onnx.graph;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.IntFunction;

/** A tensor that does not depend on the model's input. */
public interface ConstantValue {
    /** Returns the tensor's name. */
    String name();

    /** Returns the sizes of the axes, slowest first; empty for a scalar. */
    List<Long> shape();

    /**
     * Returns the values as 32-bit floats, row-major, in a new array.
     *
     * @throws MalformedGraphException if they do not fit the shape, cannot be read, or are of another kind
     */
    float[] floats();

    /**
     * Returns the values in rows, as 32-bit floats, to be read only. Where the file has their bytes, floats are read where
     * they stand, and float16 and bfloat16 are converted when their row is asked for; others are copied at once.
     * Thread-safe.
     *
     * @param length of a row
     * @throws MalformedGraphException as above
     */
    default IntFunction<FloatBuffer> rows(int length) {
        FloatBuffer all = FloatBuffer.wrap(floats());
        return row -> all.slice(row * length, length);
    }

    /** Returns the values of a tensor of integers, row-major, in a new array. @throws MalformedGraphException as above */
    long[] longs();
}
