package io.cam4j.resampling;

/** For every new pixel along an axis: the old ones it blends, which lie side by side, and with what weights. */
final class FloatTaps {
    private final int[] first;
    private final double[][] weights;

    private FloatTaps(int size) {
        first = new int[size];
        weights = new double[size][];
    }

    /*
     * OpenCV's resize of floats (modules/imgproc/src/resize.cpp): beyond the edge the border pixel repeats. INTER_LINEAR
     * blends the two pixels around the centre, INTER_CUBIC four, by Keys' cubic with a = −0.75. Its builds differ by 5e-7 of
     * the largest value, with the processor and the libraries they use; the most used ones are closest to weights in double.
     */
    static FloatTaps openCvLinear(Axis axis) {
        return openCv(axis, fraction -> new double[] {1 - fraction, fraction}, 0);
    }

    static FloatTaps openCvCubic(Axis axis) {
        return openCv(axis, FloatTaps::cubic, 1);
    }

    private static double[] cubic(double x) {
        double a = -0.75;
        double y = 1 - x;
        double before = ((a * (x + 1) - 5 * a) * (x + 1) + 8 * a) * (x + 1) - 4 * a;
        double left = ((a + 2) * x - (a + 3)) * x * x + 1;
        double right = ((a + 2) * y - (a + 3)) * y * y + 1;
        return new double[] {before, left, right, 1 - before - left - right};
    }

    private static FloatTaps openCv(Axis axis, Kernel kernel, int before) {
        FloatTaps taps = new FloatTaps(axis.newSize());
        for (int i = 0; i < axis.newSize(); i++) {
            double position = axis.center(i) - 0.5;
            int cell = (int) Math.floor(position);
            taps.fold(i, cell - before, axis.oldSize(), kernel.weights(position - cell));
        }
        return taps;
    }

    /** Gives the weight of pixels beyond the edge to the border pixel. */
    private void fold(int pixel, int from, int size, double... kernel) {
        int low = clamp(from, size);
        int high = clamp(from + kernel.length - 1, size);
        first[pixel] = low;
        weights[pixel] = new double[high - low + 1];
        for (int i = 0; i < kernel.length; i++) {
            weights[pixel][clamp(from + i, size) - low] += kernel[i];
        }
    }

    private static int clamp(int cell, int size) {
        return Math.min(size - 1, Math.max(0, cell));
    }

    /*
     * Pillow's BICUBIC (src/libImaging/Resample.c): Keys' cubic with a = −0.5, as wide as the reduction; pixels beyond the
     * edge do not count, and the weights of the others are made to sum to 1, in double.
     */
    static FloatTaps pillowBicubic(Axis axis) {
        FloatTaps taps = new FloatTaps(axis.newSize());
        double stretch = Math.max(axis.scale(), 1);
        for (int i = 0; i < axis.newSize(); i++) {
            double center = Math.min(axis.oldSize(), Math.max(0, axis.center(i)));
            int from = Math.max(0, (int) (center - 2 * stretch + 0.5));
            int to = Math.min(axis.oldSize(), (int) (center + 2 * stretch + 0.5));
            taps.first[i] = from;
            taps.weights[i] = normalized(from, to, center, stretch);
        }
        return taps;
    }

    private static double[] normalized(int from, int to, double center, double stretch) {
        double[] weights = new double[to - from];
        double sum = 0;
        for (int x = 0; x < weights.length; x++) {
            weights[x] = keys(Math.abs((x + from - center + 0.5) * (1 / stretch)));
            sum += weights[x];
        }
        for (int x = 0; x < weights.length; x++) {
            weights[x] /= sum;
        }
        return weights;
    }

    private static double keys(double x) {
        double a = -0.5;
        if (x < 1) {
            return ((a + 2) * x - (a + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }

    /** Returns the first old pixel that a new one blends. */
    int first(int pixel) {
        return first[pixel];
    }

    /** Returns the weights of that old pixel and those behind it; not a copy. */
    double[] weights(int pixel) {
        return weights[pixel];
    }

    private interface Kernel {
        double[] weights(double fraction);
    }
}
