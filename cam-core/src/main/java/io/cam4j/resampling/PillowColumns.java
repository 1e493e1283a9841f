package io.cam4j.resampling;

import java.util.Arrays;

/** Rows of a strip blended to one new row; the strip has the new width already. For one thread. */
final class PillowColumns {
    /*
     * A loop a channel, and each over whole arrays: C2 of JDK 17 and 25 makes vector instructions of those, and none of a loop
     * over parts of arrays of one type, which might overlap (0.07 instead of 0.33 ns a value).
     */
    private final PillowTaps taps;
    private final int width;
    private final int[] red;
    private final int[] green;
    private final int[] blue;
    private final int[] blended;

    PillowColumns(PillowTaps taps, int width) {
        this.taps = taps;
        this.width = width;
        red = new int[width];
        green = new int[width];
        blue = new int[width];
        blended = new int[width];
    }

    /**
     * Puts the new row y to its place.
     *
     * @param strip old rows, each of 0x00RRGGBB
     * @param top which old row the strip begins with
     */
    void blend(int[][] strip, int top, int y, int[] into, int at) {
        Arrays.fill(red, PillowTaps.HALF);
        Arrays.fill(green, PillowTaps.HALF);
        Arrays.fill(blue, PillowTaps.HALF);
        int row = taps.first(y) - top;
        for (int weight : taps.weights(y)) {
            add(strip[row], 16, weight, red);
            add(strip[row], 8, weight, green);
            add(strip[row], 0, weight, blue);
            row++;
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
