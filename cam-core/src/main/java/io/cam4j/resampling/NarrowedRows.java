package io.cam4j.resampling;

import io.cam4j.pixels.SrgbRows;

/** A picture's rows in their new width, made one at a time. For one thread. */
final class NarrowedRows {
    private final SrgbRows picture;
    private final PillowRow narrowing;
    private final int[] row;

    NarrowedRows(SrgbRows picture, PillowRow narrowing) {
        this.picture = picture;
        this.narrowing = narrowing;
        row = new int[picture.width()];
    }

    /**
     * Makes a row.
     *
     * @param levels 0 to 255, [3, new width], the channels in the order red, green, blue
     */
    void make(int y, int[] levels) {
        picture.read(y, row, 0);
        narrowing.sum(row, levels);
        PillowTaps.toLevels(levels);
    }
}
