package io.cam4j.resampling;

/**
 * How new pixels lie over old ones along one axis: new pixel i has its centre at (i + 0.5) · scale + offset, where old
 * pixel j reaches from j to j + 1.
 *
 * @param oldSize at least 1
 * @param newSize at least 1
 * @param scale old pixels a new one, positive
 * @param offset where the first new pixel begins, in old ones
 */
public record Axis(int oldSize, int newSize, double scale, double offset) {
    /** Checks sizes and scale. @throws IllegalArgumentException if one of them is not positive */
    public Axis {
        if (oldSize < 1 || newSize < 1 || !(scale > 0)) {
            throw new IllegalArgumentException(
                    "positive sizes and scale expected, got %d, %d and %s".formatted(oldSize, newSize, scale));
        }
    }

    /** Returns the axis on which the new pixels cover the old ones, all of them and nothing else. */
    public static Axis stretch(int oldSize, int newSize) {
        return new Axis(oldSize, newSize, (double) oldSize / newSize, 0);
    }

    /** Returns the centre of a new pixel. */
    double center(int pixel) {
        return (pixel + 0.5) * scale + offset;
    }
}
