package io.cam4j.resampling;

/** One row of a picture in its new width. */
interface PillowRow {
    /**
     * Writes the sums of weighted values of all new pixels, as {@link PillowTaps#toLevels} takes them.
     *
     * @param row old pixels, 0x00RRGGBB, from the picture's left edge on
     * @param sums [3, new width], the channels in the order red, green, blue
     */
    void sum(int[] row, int[] sums);

    /** Returns the way that suits the taps. */
    static PillowRow of(PillowTaps taps) {
        return taps.shrinks() ? new ShrunkRow(taps) : new EnlargedRow(taps);
    }
}
