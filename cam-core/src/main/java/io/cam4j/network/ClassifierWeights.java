package io.cam4j.network;

import java.nio.FloatBuffer;

/** The classifier's weights W, shape [K, C], and bias b, shape [K], as 32-bit floats. Immutable. */
public final class ClassifierWeights {
    private final int classes;
    private final int channels;
    private final float[] weights; // [K, C], row-major
    private final float[] bias; // [K]

    private ClassifierWeights(int classes, int channels, float[] weights, float[] bias) {
        if (classes < 1 || channels < 1 || weights.length != (long) classes * channels || bias.length != classes) {
            throw new IllegalArgumentException(
                    "weights [K, C] = [%d, %d] and bias [K] expected, got %d weights and %d biases"
                            .formatted(classes, channels, weights.length, bias.length));
        }
        this.classes = classes;
        this.channels = channels;
        this.weights = weights;
        this.bias = bias;
    }

    /**
     * Returns weights made of copies of the given arrays.
     *
     * @param weights shape [classes, channels], row-major
     * @param bias shape [classes]
     * @throws IllegalArgumentException if a length does not fit
     */
    public static ClassifierWeights of(int classes, int channels, float[] weights, float[] bias) {
        return new ClassifierWeights(classes, channels, weights.clone(), bias.clone());
    }

    /** Returns K, the number of rows. */
    public int classes() {
        return classes;
    }

    /** Returns C, the number of weights in a row. */
    public int channels() {
        return channels;
    }

    /**
     * Writes the row of one class at the target's position and advances it by {@link #channels()}.
     *
     * @param index class, 0 to K − 1
     * @param target room for C values
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public void putRow(int index, FloatBuffer target) {
        target.put(weights, Math.multiplyExact(index, channels), channels);
    }

    /** Returns the bias of one class, in logits. */
    public float bias(int index) {
        return bias[index];
    }
}
