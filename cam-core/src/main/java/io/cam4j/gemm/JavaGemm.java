package io.cam4j.gemm;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** The plain-Java twin of {@link Nd4jGemm}: slower, needs nothing, and what the tests compare the other with. */
final class JavaGemm implements GemmPlan {
    private final int rows;
    private final int channels;
    private final int positions;
    private final float[] weights;
    private final float[] features;
    private final float[] product;

    JavaGemm(int rows, int channels, int positions) {
        this.rows = rows;
        this.channels = channels;
        this.positions = positions;
        weights = new float[Math.multiplyExact(rows, channels)];
        features = new float[Math.multiplyExact(channels, positions)];
        product = new float[Math.multiplyExact(rows, positions)];
    }

    @Override
    public FloatBuffer weights() {
        return FloatBuffer.wrap(weights);
    }

    @Override
    public FloatBuffer features() {
        return FloatBuffer.wrap(features);
    }

    @Override
    public FloatBuffer product() {
        return FloatBuffer.wrap(product);
    }

    /* Channel by channel, so that the inner loop runs along memory in both arrays and the compiler vectorizes it. */
    @Override
    public void multiply() {
        for (int row = 0; row < rows; row++) {
            int out = row * positions;
            Arrays.fill(product, out, out + positions, 0f);
            for (int channel = 0; channel < channels; channel++) {
                float weight = weights[row * channels + channel];
                int in = channel * positions;
                for (int p = 0; p < positions; p++) {
                    product[out + p] += weight * features[in + p];
                }
            }
        }
    }

    @Override
    public void close() {
        // arrays of the heap
    }
}
