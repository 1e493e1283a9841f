package io.cam4j.method;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** The features A of one image, shape [C, height, width], row-major; position p = row · width + column. Immutable. */
public final class Features {
    private final int channels;
    private final int height;
    private final int width;
    private final float[] values;
    private final double[] sums; // of each channel
    private final boolean negative;

    private Features(int channels, int height, int width, float[] values) {
        if (channels < 1 || height < 1 || width < 1 || values.length != (long) channels * height * width) {
            throw new IllegalArgumentException("features [C, h, w] = [%d, %d, %d] expected, got %d values"
                    .formatted(channels, height, width, values.length));
        }
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.values = values;
        sums = new double[channels];
        float least = 0;
        for (int k = 0; k < channels; k++) {
            for (int p = 0; p < height * width; p++) {
                float value = values[k * height * width + p];
                sums[k] += value;
                least = Math.min(least, value);
            }
        }
        negative = least < 0;
    }

    /** Returns features made of a copy of the given values. @throws IllegalArgumentException if they do not fit */
    public static Features of(int channels, int height, int width, float... values) {
        return new Features(channels, height, width, values.clone());
    }

    /** Returns features made of a copy of the buffer's remaining values. @throws IllegalArgumentException as above */
    public static Features from(int channels, int height, int width, FloatBuffer values) {
        float[] copy = new float[values.remaining()];
        values.get(copy);
        return new Features(channels, height, width, copy);
    }

    /** Returns C. */
    public int channels() {
        return channels;
    }

    /** Returns the rows. */
    public int height() {
        return height;
    }

    /** Returns the columns. */
    public int width() {
        return width;
    }

    /** Returns P = height · width. */
    public int positions() {
        return height * width;
    }

    /** Returns A_k(p). */
    public float at(int channel, int position) {
        return values[channel * positions() + position];
    }

    /** Returns S_k = Σ_p A_k(p). */
    public double sum(int channel) {
        return sums[channel];
    }

    /** Returns S_k / P. */
    public double mean(int channel) {
        return sums[channel] / positions();
    }

    /** Returns whether a channel is the same at all places. */
    public boolean isFlat(int channel) {
        for (int p = 1; p < positions(); p++) {
            if (at(channel, p) != at(channel, 0)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether a channel is zero at all places. */
    public boolean isZero(int channel) {
        return at(channel, 0) == 0 && isFlat(channel);
    }

    /** Returns whether some feature is below zero; behind a Relu none is. */
    public boolean hasNegative() {
        return negative;
    }

    /** Returns a copy of a channel's values, shape [h, w]. */
    public float[] channel(int channel) {
        return Arrays.copyOfRange(values, channel * positions(), (channel + 1) * positions());
    }

    /** Returns a copy of the values. */
    public float[] values() {
        return values.clone();
    }
}
