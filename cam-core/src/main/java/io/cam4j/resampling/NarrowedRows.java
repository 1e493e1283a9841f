package io.cam4j.resampling;

import io.cam4j.pixels.SrgbRows;

/**
 * A picture's rows in their new width, each made once. As many of the last are kept as one new row blends, so that a
 * picture of any proportions needs little memory. For one thread, from top to bottom.
 */
final class NarrowedRows {
    private final SrgbRows picture;
    private final PillowRow narrowing;
    private final int[] row;
    private final int[][] kept; // old row y at y modulo their number
    private int next; // the first old row below those made

    NarrowedRows(SrgbRows picture, PillowRow narrowing, int newWidth, PillowTaps taps) {
        this.picture = picture;
        this.narrowing = narrowing;
        row = new int[picture.width()];
        kept = new int[taps.most()][3 * newWidth];
    }

    /** Makes the old rows from one to another, the latter not included; not above those made before. */
    void make(int from, int to) {
        for (next = Math.max(next, from); next < to; next++) {
            picture.read(next, row, 0);
            narrowing.sum(row, get(next));
            PillowTaps.toLevels(get(next));
        }
    }

    /** Returns an old row, one of the last that were made: levels of 0 to 255, [3, new width]. */
    int[] get(int y) {
        return kept[y % kept.length];
    }
}
