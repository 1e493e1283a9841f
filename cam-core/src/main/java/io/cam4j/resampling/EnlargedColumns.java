package io.cam4j.resampling;

import java.util.Arrays;

/** Columns that get longer: each new row collects its two or three old ones, which are kept for as many new rows as need them. */
final class EnlargedColumns implements PillowColumns {
    private final NarrowedRows rows;
    private final PillowTaps taps;
    private final int[][] kept; // old row y at y modulo their number
    private final int[] sums;
    private int next; // the first old row below those made

    EnlargedColumns(NarrowedRows rows, int width, PillowTaps taps) {
        this.rows = rows;
        this.taps = taps;
        kept = new int[taps.most()][3 * width];
        sums = new int[3 * width];
    }

    @Override
    public int[] blend(int y) {
        Arrays.fill(sums, PillowTaps.HALF);
        int old = taps.first(y);
        for (next = Math.max(next, old); next < taps.end(y); next++) {
            rows.make(next, kept[next % kept.length]);
        }
        for (int weight : taps.weights(y)) {
            ShrunkColumns.add(weight, kept[old++ % kept.length], sums);
        }
        PillowTaps.toLevels(sums);
        return sums;
    }
}
