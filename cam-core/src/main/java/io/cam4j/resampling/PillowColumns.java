package io.cam4j.resampling;

import java.util.Arrays;

/** Rows that have their new width already, blended to new rows. For one thread, from top to bottom. */
final class PillowColumns {
    /*
     * A loop a channel, and each over whole arrays: C2 of JDK 17 and 25 makes vector instructions of those, and none of a loop
     * over parts of arrays of one type, which might overlap (0.07 instead of 0.33 ns a value).
     */
    private final NarrowedRows rows;
    private final PillowTaps taps;
    private final int width;
    private final int[] red;
    private final int[] green;
    private final int[] blue;
    private final int[] blended;

    PillowColumns(NarrowedRows rows, PillowTaps taps) {
        this.rows = rows;
        this.taps = taps;
        width = rows.width();
        red = new int[width];
        green = new int[width];
        blue = new int[width];
        blended = new int[width];
    }

    /** Puts the new row y to its place. */
    void blend(int y, int[] into, int at) {
        Arrays.fill(red, PillowTaps.HALF);
        Arrays.fill(green, PillowTaps.HALF);
        Arrays.fill(blue, PillowTaps.HALF);
        int old = taps.first(y);
        rows.make(old, taps.end(y));
        for (int weight : taps.weights(y)) {
            int[] row = rows.get(old++);
            add(row, 16, weight, red);
            add(row, 8, weight, green);
            add(row, 0, weight, blue);
        }
        for (int x = 0; x < width; x++) {
            blended[x] = PillowTaps.pixel(red[x], green[x], blue[x]);
        }
        System.arraycopy(blended, 0, into, at, width);
    }

    private void add(int[] row, int shift, int weight, int[] sums) {
        for (int x = 0; x < width; x++) {
            sums[x] += weight * ((row[x] >> shift) & 0xff);
        }
    }
}
