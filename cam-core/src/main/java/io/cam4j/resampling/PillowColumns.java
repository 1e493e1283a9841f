package io.cam4j.resampling;

/** Rows that have their new width already, blended to new rows. For one thread, a row after the other from top to bottom. */
interface PillowColumns {
    /** Returns the new row y, levels of 0 to 255, [3, width]; valid until the next is asked for. */
    int[] blend(int y);

    /**
     * Returns the way that suits the taps.
     *
     * @param width of the new rows
     * @param end behind the last new row that will be asked for
     */
    static PillowColumns of(NarrowedRows rows, int width, PillowTaps taps, int end) {
        return taps.shrinks() ? new ShrunkColumns(rows, width, taps, end) : new EnlargedColumns(rows, width, taps);
    }
}
