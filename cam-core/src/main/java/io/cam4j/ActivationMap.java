package io.cam4j;

import java.util.Arrays;

/**
 * How much each place of the feature map spoke for one class: raw signed values, shape [height, width] in feature cells
 * (7 × 7 for ResNet at 224 pixels), row-major, in logits; neither clipped nor scaled. All values are finite. Immutable,
 * detached from the network.
 */
public final class ActivationMap {
    private final int height;
    private final int width;
    private final float[] values;
    private final float min;
    private final float max;
    private final double mean;

    private ActivationMap(int height, int width, float[] values) {
        if (height < 1 || width < 1 || values.length != (long) height * width) {
            throw new IllegalArgumentException(
                    "height · width = %d · %d values expected, got %d".formatted(height, width, values.length));
        }
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        double sum = 0;
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException("finite values expected, got %s".formatted(value));
            }
            least = Math.min(least, value);
            most = Math.max(most, value);
            sum += value;
        }
        this.height = height;
        this.width = width;
        this.values = values;
        min = least;
        max = most;
        mean = sum / values.length;
    }

    /**
     * Returns a map with a copy of the given values.
     *
     * @param values shape [height, width], row-major, finite
     * @throws IllegalArgumentException if their number does not fit, or one is NaN or infinite
     */
    public static ActivationMap of(int height, int width, float... values) {
        return new ActivationMap(height, width, values.clone());
    }

    /** As {@link #of}, keeping the array: the caller has just made it and lets go of it. */
    static ActivationMap owning(int height, int width, float[] values) {
        return new ActivationMap(height, width, values);
    }

    /** Returns the rows. */
    public int height() {
        return height;
    }

    /** Returns the columns. */
    public int width() {
        return width;
    }

    /** Returns the value of one cell, in logits. @throws IndexOutOfBoundsException if there is no such cell */
    public float at(int row, int column) {
        if (column < 0 || column >= width) {
            throw new IndexOutOfBoundsException("column %d of %d".formatted(column, width));
        }
        return values[row * width + column];
    }

    /** Returns a copy of the values, row-major. */
    public float[] values() {
        return values.clone();
    }

    /** Returns the smallest value, in logits. */
    public float min() {
        return min;
    }

    /** Returns the largest value, in logits. */
    public float max() {
        return max;
    }

    /** Returns the mean over all cells, summed in double, in logits. */
    public double mean() {
        return mean;
    }

    /** Returns whether all values are the same, so that there is no place to point at. */
    public boolean isFlat() {
        return min == max;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActivationMap that
                && height == that.height
                && width == that.width
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * width + Arrays.hashCode(values);
    }

    /** Returns size and range, for example {@code 7 × 7 map from −1.5 to 8.25 (mean 2.0)}. */
    @Override
    public String toString() {
        return "%d × %d map from %s to %s (mean %s)".formatted(height, width, min, max, mean);
    }
}
