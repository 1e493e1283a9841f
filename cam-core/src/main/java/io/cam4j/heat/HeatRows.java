package io.cam4j.heat;

/**
 * Heat read row by row, so that drawing needs no plane of levels. Keeps a few rows of scratch: for one thread at a time,
 * and quickest when rows are read in order.
 */
public interface HeatRows {
    /**
     * Reads a row.
     *
     * @param row of {@link HeatMap#seen()}, 0 for its first
     * @param heat receives a value from 0 to 255 for each pixel of the row, not yet rounded; {@link #level} rounds it
     */
    void read(int row, float[] heat);

    /**
     * Returns the level of a value from 0 to 255: the nearest, the upper of two.
     *
     * @implNote The largest float below a half, added and truncated, rounds every float of that range as
     *     {@link Math#round(float)} does; a half would make 1 of that float itself.
     */
    static int level(float heat) {
        return (int) (heat + 0.49999997f);
    }
}
