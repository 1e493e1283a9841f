package io.cam4j.resampling;

/** One row of a picture in its new width. */
interface PillowRow {
    /**
     * Writes the new pixels.
     *
     * @param row old pixels, 0x00RRGGBB, from the picture's left edge on
     * @param into has room for the new ones
     */
    void resize(int[] row, int[] into);

    /** Returns the way that suits the taps. */
    static PillowRow of(PillowTaps taps) {
        return taps.shrinks() ? new ShrunkRow(taps) : new EnlargedRow(taps);
    }
}
