package io.cam4j.resampling;

import java.util.Arrays;

/** For new positions along one axis: which old ones each blends, and with what weights. */
final class PillowTaps {
    /*
     * Pillow's recipe (src/libImaging/Resample.c, ImagingResample, 8 bits per channel). The filter is a triangle as
     * wide as the reduction, so that a smaller picture averages all it stands for. Weights are normalized in double and
     * then rounded to 22 bits behind the point; sums start at one half, so that the shift rounds. The 22 bits and the
     * order of these steps decide the last bit of the result.
     */
    private static final int FRACTION_BITS = 22;
    static final int HALF = 1 << (FRACTION_BITS - 1);

    private final boolean shrinks;
    private final int[] first; // first old position of each new one
    private final int[][] weights; // fixed point

    private PillowTaps(boolean shrinks, int[] first, int[][] weights) {
        this.shrinks = shrinks;
        this.first = first;
        this.weights = weights;
    }

    /**
     * Returns the taps of some of the new positions.
     *
     * @param from the first of them
     * @param count how many
     */
    static PillowTaps bilinear(int oldSize, int newSize, int from, int count) {
        double scale = (double) oldSize / newSize;
        double stretch = Math.max(scale, 1.0);
        int[] first = new int[count];
        int[][] weights = new int[count][];
        for (int i = 0; i < count; i++) {
            double center = (from + i + 0.5) * scale;
            first[i] = Math.max(0, (int) (center - stretch + 0.5));
            int end = Math.min(oldSize, (int) (center + stretch + 0.5));
            weights[i] = fixedPoint(triangle(first[i], end, center, stretch));
        }
        return new PillowTaps(scale >= 1, first, weights);
    }

    private static double[] triangle(int from, int to, double center, double stretch) {
        double[] weights = new double[to - from];
        double sum = 0;
        for (int x = 0; x < weights.length; x++) {
            double distance = Math.abs((x + from - center + 0.5) * (1.0 / stretch));
            weights[x] = distance < 1.0 ? 1.0 - distance : 0.0;
            sum += weights[x];
        }
        for (int x = 0; x < weights.length; x++) {
            weights[x] /= sum;
        }
        return weights;
    }

    private static int[] fixedPoint(double[] weights) {
        int[] fixed = new int[weights.length];
        for (int x = 0; x < fixed.length; x++) {
            fixed[x] = (int) (0.5 + weights[x] * (1 << FRACTION_BITS)); // a triangle is never negative
        }
        return fixed;
    }

    /** Returns whether the old size is at least the new one; then no old position has weight in more than two new ones. */
    boolean shrinks() {
        return shrinks;
    }

    /** Returns how many new positions there are. */
    int count() {
        return first.length;
    }

    /** Returns the first old position that a new one blends. */
    int first(int position) {
        return first[position];
    }

    /** Returns the old position behind the last one that a new one blends. */
    int end(int position) {
        return first[position] + weights[position].length;
    }

    /** Returns how many old positions a new one blends at most. */
    int most() {
        return Arrays.stream(weights).mapToInt(some -> some.length).max().orElse(0);
    }

    /** Returns the weights of a new position's old ones, from {@link #first} on; not to be changed. */
    int[] weights(int position) {
        return weights[position];
    }

    /**
     * Makes levels of 0 to 255 of sums of weighted values and {@link #HALF}, each of 32 bits without a sign.
     *
     * @implNote A level that is too high is below 512 (see {@link ShrunkRow}), so its ninth bit fills the others: C2 of JDK 17
     *     makes vector instructions of that, and none of Math.min (0.08 instead of 0.28 ns a value).
     */
    static void toLevels(int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            int level = sums[i] >>> FRACTION_BITS;
            sums[i] = (level | -(level >>> 8)) & 0xff;
        }
    }
}
