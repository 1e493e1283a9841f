package io.cam4j.gemm;

import java.nio.FloatBuffer;

/**
 * Memory and arithmetic for one matrix product of fixed shape: product [k, P] = weights [k, C] × features [C, P], all
 * row-major. For one thread at a time. Fill the weights, call {@link #multiply}, read the product.
 */
public interface GemmPlan extends AutoCloseable {
    /** Returns the memory of the weights, k·C values, cleared: position 0, limit at the end. */
    FloatBuffer weights();

    /** Returns the memory of the product, k·P values, cleared. */
    FloatBuffer product();

    /**
     * Computes the product from the weights there are now.
     *
     * @param features C·P values, read from position 0 on whatever position and limit are, which are left as they are
     * @throws IllegalArgumentException if there are fewer
     */
    void multiply(FloatBuffer features);

    /** Frees the memory; the buffers must not be touched afterwards. */
    @Override
    void close();
}
