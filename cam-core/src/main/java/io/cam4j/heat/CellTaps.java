package io.cam4j.heat;

import java.util.function.DoubleUnaryOperator;

/** For every pixel along one axis: the two cells of the map around its centre, and how far it is to the second. */
final class CellTaps {
    /*
     * A map of n cells covers the network's input evenly; cell i has its centre at (i + 0.5) / n of the way. A pixel's
     * centre at share t of the way stands at t·n − 0.5 in cells: the "half_pixel" rule of the ONNX Resize operator and
     * of torch's align_corners=False. Beyond the outermost centres the border cell repeats.
     */
    private final int[] first;
    private final int[] second;
    private final float[] fraction;

    private CellTaps(int size) {
        first = new int[size];
        second = new int[size];
        fraction = new float[size];
    }

    static CellTaps of(int firstPixel, int pixels, int cells, DoubleUnaryOperator shareOfInput) {
        CellTaps taps = new CellTaps(pixels);
        for (int i = 0; i < pixels; i++) {
            double position = shareOfInput.applyAsDouble(firstPixel + i + 0.5) * cells - 0.5;
            double inside = Math.max(0, Math.min(cells - 1.0, position));
            int cell = (int) inside;
            taps.first[i] = cell;
            taps.second[i] = Math.min(cell + 1, cells - 1);
            taps.fraction[i] = (float) (inside - cell);
        }
        return taps;
    }

    int size() {
        return first.length;
    }

    int first(int pixel) {
        return first[pixel];
    }

    int second(int pixel) {
        return second[pixel];
    }

    float fraction(int pixel) {
        return fraction[pixel];
    }
}
