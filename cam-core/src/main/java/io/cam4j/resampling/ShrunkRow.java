package io.cam4j.resampling;

import java.util.Arrays;

/**
 * A row that gets shorter or stays as long. Each old pixel lies under the triangles of two new ones, where the left one's
 * falls and the right one's rises; it is read and taken apart once for both.
 */
final class ShrunkRow implements PillowRow {
    /*
     * Both sums of a channel stand in one long, the falling one in the lower half, so that one multiplication serves
     * both; where a new pixel ends, the rising sum becomes the falling one. The halves never carry into each other:
     * weights sum to at most 2 · 2^22, even where each of millions rounds up, and 255 times that is below 2^32.
     */
    private static final long START = (long) PillowTaps.HALF << 32;

    private final int start; // the first old pixel that is needed
    private final int[] ends; // of the old pixels under the rise of each new one, and of the last one's fall
    private final long[] weights; // of each old pixel from start on: rising << 32 | falling

    ShrunkRow(PillowTaps taps) {
        int count = taps.count();
        start = taps.first(0);
        int end = taps.end(count - 1);
        ends = new int[count + 1];
        Arrays.setAll(ends, i -> i + 1 < count ? taps.first(i + 1) : end);
        weights = new long[end - start];
        for (int i = 0; i < count; i++) {
            int first = taps.first(i);
            for (int old = first; old < Math.min(taps.end(i), ends[i + 1]); old++) { // behind that weights are 0
                long weight = taps.weights(i)[old - first];
                weights[old - start] |= old < ends[i] ? weight << 32 : weight;
            }
        }
    }

    @Override
    public void resize(int[] row, int[] into, int at) {
        long red = 0;
        long green = 0;
        long blue = 0;
        int old = start;
        for (int i = 0; i < ends.length; i++) {
            red = (red >>> 32) + START;
            green = (green >>> 32) + START;
            blue = (blue >>> 32) + START;
            for (; old < ends[i]; old++) {
                int pixel = row[old];
                long weight = weights[old - start];
                red += weight * ((pixel >> 16) & 0xff);
                green += weight * ((pixel >> 8) & 0xff);
                blue += weight * (pixel & 0xff);
            }
            if (i > 0) {
                into[at + i - 1] = PillowTaps.pixel((int) red, (int) green, (int) blue);
            }
        }
    }
}
