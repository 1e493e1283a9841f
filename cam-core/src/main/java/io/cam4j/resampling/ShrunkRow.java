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
     * weights sum to at most 2 · 2^22, even where each of millions rounds up, and 255 times that is below 2^32. Sums are
     * written as they are: what makes levels of them is done to whole rows, in vector instructions.
     */
    private static final long START = (long) PillowTaps.HALF << 32;

    private final int start; // the first old pixel that is needed
    private final int end; // behind the last
    private final int width; // of the new row
    private final int[] turns; // where each new pixel's rise ends and its fall begins; the last one's never falls
    private final long[] weights; // of each old pixel, from the picture's edge on: rising << 32 | falling

    ShrunkRow(PillowTaps taps) {
        width = taps.count();
        start = taps.first(0);
        end = taps.end(width - 1);
        turns = new int[width + 1];
        Arrays.setAll(turns, i -> i + 1 < width ? taps.first(i + 1) : end);
        weights = new long[end];
        for (int i = 0; i < width; i++) {
            int first = taps.first(i);
            for (int old = first; old < Math.min(taps.end(i), turns[i + 1]); old++) { // behind that weights are 0
                long weight = taps.weights(i)[old - first];
                weights[old] |= old < turns[i] ? weight << 32 : weight;
            }
        }
    }

    /* One loop over all old pixels: one for each new pixel, of three or four rounds, takes a quarter longer. */
    @Override
    public void sum(int[] row, int[] sums) {
        long red = START;
        long green = START;
        long blue = START;
        int rising = 0; // the new pixel
        int turn = turns[0];
        for (int old = start; old < end; old++) {
            if (old == turn) {
                if (rising > 0) {
                    put(sums, rising - 1, red, green, blue);
                }
                red = (red >>> 32) + START;
                green = (green >>> 32) + START;
                blue = (blue >>> 32) + START;
                turn = turns[++rising];
            }
            int pixel = row[old];
            long weight = weights[old];
            red += weight * ((pixel >> 16) & 0xff);
            green += weight * ((pixel >> 8) & 0xff);
            blue += weight * (pixel & 0xff);
        }
        if (rising > 0) {
            put(sums, rising - 1, red, green, blue);
        }
        put(sums, rising, red >>> 32, green >>> 32, blue >>> 32);
    }

    private void put(int[] sums, int x, long red, long green, long blue) {
        sums[x] = (int) red;
        sums[width + x] = (int) green;
        sums[2 * width + x] = (int) blue;
    }
}
