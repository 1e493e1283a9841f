package io.cam4j.resampling;

/** The two old positions each new one along an axis blends, with OpenCV's weights of 11 bits. */
final class OpenCvTaps {
    /*
     * OpenCV's fixed-point path for 8-bit INTER_LINEAR (modules/imgproc/src/resize.cpp, HResizeLinear and the
     * VResizeLinear specialized for uchar). Positions are float, not double; weights round half to even; the vertical
     * step drops 4 bits, multiplies, drops 16, adds both rows, then rounds away the last 2. The two axes treat the
     * border differently: columns move the weight onto the border cell, rows keep it and clamp the row.
     */
    private static final float ONE = 2048f;

    private final int[] first;
    private final int[] second;
    private final int[] firstWeight;
    private final int[] secondWeight;

    private OpenCvTaps(int newSize) {
        first = new int[newSize];
        second = new int[newSize];
        firstWeight = new int[newSize];
        secondWeight = new int[newSize];
    }

    static OpenCvTaps columns(int oldSize, int newSize) {
        return of(oldSize, newSize, true);
    }

    static OpenCvTaps rows(int oldSize, int newSize) {
        return of(oldSize, newSize, false);
    }

    private static OpenCvTaps of(int oldSize, int newSize, boolean weightToBorder) {
        OpenCvTaps taps = new OpenCvTaps(newSize);
        double scale = (double) oldSize / newSize;
        for (int i = 0; i < newSize; i++) {
            float position = (float) ((i + 0.5) * scale - 0.5);
            int cell = (int) Math.floor(position);
            float fraction = position - cell;
            if (weightToBorder && (cell < 0 || cell >= oldSize - 1)) {
                cell = cell < 0 ? 0 : oldSize - 1;
                fraction = 0f;
            }
            taps.first[i] = clamp(cell, oldSize);
            taps.second[i] = clamp(cell + 1, oldSize);
            taps.firstWeight[i] = (int) Math.rint((1f - fraction) * ONE);
            taps.secondWeight[i] = (int) Math.rint(fraction * ONE);
        }
        return taps;
    }

    private static int clamp(int cell, int size) {
        return Math.min(size - 1, Math.max(0, cell));
    }

    int first(int position) {
        return first[position];
    }

    int second(int position) {
        return second[position];
    }

    /** Blends an old row's values to a new row's; 7 of the 11 bits behind the point are kept. */
    void widen(byte[] plane, int from, int[] wide) {
        for (int x = 0; x < wide.length; x++) {
            int left = plane[from + first[x]] & 0xff;
            int right = plane[from + second[x]] & 0xff;
            wide[x] = (left * firstWeight[x] + right * secondWeight[x]) >> 4;
        }
    }

    /** Blends two widened rows to 8 bits. */
    void join(int position, int[] above, int[] below, int[] levels) {
        int upper = firstWeight[position];
        int lower = secondWeight[position];
        for (int x = 0; x < above.length; x++) {
            levels[x] = (((upper * above[x]) >> 16) + ((lower * below[x]) >> 16) + 2) >> 2;
        }
    }
}
