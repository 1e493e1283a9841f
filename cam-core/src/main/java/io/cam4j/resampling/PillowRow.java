package io.cam4j.resampling;

/** One row of a picture in its new width. */
interface PillowRow {
    /**
     * Puts the new pixels to their place.
     *
     * @param row old pixels, 0x00RRGGBB, from the picture's left edge on
     */
    void resize(int[] row, int[] into, int at);

    /** Returns the way that suits the taps. */
    static PillowRow of(PillowTaps taps) {
        return taps.shrinks() ? new ShrunkRow(taps) : new EnlargedRow(taps);
    }
}
