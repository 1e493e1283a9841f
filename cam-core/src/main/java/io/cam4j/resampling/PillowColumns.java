package io.cam4j.resampling;

import java.util.Arrays;

/** Rows of a strip blended to one new row; the strip has the new width already. For one thread. */
final class PillowColumns {
    private final PillowTaps taps;
    private final int width;
    private final int[] red;
    private final int[] green;
    private final int[] blue;

    PillowColumns(PillowTaps taps, int width) {
        this.taps = taps;
        this.width = width;
        red = new int[width];
        green = new int[width];
        blue = new int[width];
    }

    /**
     * Puts the new row y to its place.
     *
     * @param strip old rows, 0x00RRGGBB
     * @param top which old row the strip begins with
     */
    void blend(int[] strip, int top, int y, int[] into, int at) {
        Arrays.fill(red, PillowTaps.HALF);
        Arrays.fill(green, PillowTaps.HALF);
        Arrays.fill(blue, PillowTaps.HALF);
        int from = (taps.first(y) - top) * width;
        for (int weight : taps.weights(y)) {
            add(strip, from, weight);
            from += width;
        }
        for (int x = 0; x < width; x++) {
            into[at + x] = PillowTaps.pixel(red[x], green[x], blue[x]);
        }
    }

    private void add(int[] strip, int from, int weight) {
        for (int x = 0; x < width; x++) {
            int pixel = strip[from + x];
            red[x] += weight * ((pixel >> 16) & 0xff);
            green[x] += weight * ((pixel >> 8) & 0xff);
            blue[x] += weight * (pixel & 0xff);
        }
    }
}
