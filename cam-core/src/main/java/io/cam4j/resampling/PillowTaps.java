package io.cam4j.resampling;

/** For every new position along one axis: which old ones it blends, and with what weights. */
final class PillowTaps {
    /*
     * Pillow's recipe (src/libImaging/Resample.c, ImagingResample, 8 bits per channel). The filter is a triangle as
     * wide as the reduction, so that a smaller picture averages all it stands for. Weights are normalized in double and
     * then rounded to 22 bits behind the point; sums start at one half, so that the shift rounds. The 22 bits and the
     * order of these steps decide the last bit of the result.
     */
    private static final int FRACTION_BITS = 22;
    private static final int HALF = 1 << (FRACTION_BITS - 1);

    private final int[] first; // first old position of each new one
    private final int[][] weights; // fixed point

    private PillowTaps(int[] first, int[][] weights) {
        this.first = first;
        this.weights = weights;
    }

    static PillowTaps bilinear(int oldSize, int newSize) {
        double scale = (double) oldSize / newSize;
        double stretch = Math.max(scale, 1.0);
        int[] first = new int[newSize];
        int[][] weights = new int[newSize][];
        for (int i = 0; i < newSize; i++) {
            double center = (i + 0.5) * scale;
            int from = Math.max(0, (int) (center - stretch + 0.5));
            int to = Math.min(oldSize, (int) (center + stretch + 0.5));
            first[i] = from;
            weights[i] = fixedPoint(triangle(from, to, center, stretch));
        }
        return new PillowTaps(first, weights);
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

    /** Returns the first old position that a new one blends. */
    int first(int position) {
        return first[position];
    }

    /** Returns the old position behind the last one that a new one blends. */
    int end(int position) {
        return first[position] + weights[position].length;
    }

    /** Returns the blended pixel at the new position; old ones stand at offset + (position − origin) · stride. */
    int blend(int[] pixels, int offset, int stride, int origin, int position) {
        int[] taps = weights[position];
        int at = offset + (first[position] - origin) * stride;
        int red = HALF;
        int green = HALF;
        int blue = HALF;
        for (int weight : taps) {
            int pixel = pixels[at];
            red += weight * ((pixel >> 16) & 0xff);
            green += weight * ((pixel >> 8) & 0xff);
            blue += weight * (pixel & 0xff);
            at += stride;
        }
        return (clip(red) << 16) | (clip(green) << 8) | clip(blue);
    }

    private static int clip(int sum) {
        return Math.min(255, Math.max(0, sum >> FRACTION_BITS));
    }
}
