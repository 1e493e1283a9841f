package io.cam4j.resampling;

import java.util.Arrays;

/** Rows that have their new width already, blended to new rows. For one thread, from top to bottom. */
final class PillowColumns {
    private final NarrowedRows rows;
    private final PillowTaps taps;
    private final int[] sums;

    PillowColumns(NarrowedRows rows, int width, PillowTaps taps) {
        this.rows = rows;
        this.taps = taps;
        sums = new int[3 * width];
    }

    /** Returns the new row y, levels of 0 to 255, [3, width]; valid until the next is asked for. */
    int[] blend(int y) {
        Arrays.fill(sums, PillowTaps.HALF);
        int old = taps.first(y);
        rows.make(old, taps.end(y));
        for (int weight : taps.weights(y)) {
            add(weight, rows.get(old++));
        }
        PillowTaps.toLevels(sums);
        return sums;
    }

    /*
     * Over whole arrays: C2 of JDK 17 and 25 makes vector instructions of that, and none of a loop over parts of arrays of
     * one type, which might overlap (0.07 instead of 0.33 ns a value).
     */
    private void add(int weight, int[] row) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * row[i];
        }
    }
}
