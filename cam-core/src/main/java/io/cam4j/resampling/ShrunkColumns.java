package io.cam4j.resampling;

import java.util.Arrays;

/**
 * Columns that get shorter or stay as long. Each old row lies under the triangles of two new ones, as in {@link ShrunkRow}: it
 * is added to both when it is made, and not kept, so that a picture of any proportions needs little memory.
 */
final class ShrunkColumns implements PillowColumns {
    private final NarrowedRows rows;
    private final PillowTaps taps;
    private final int end;
    private final int[] made;
    private int[] falling; // sums of the new row
    private int[] rising; // of the one below it
    private int next; // the first old row below those made

    ShrunkColumns(NarrowedRows rows, int width, PillowTaps taps, int end) {
        this.rows = rows;
        this.taps = taps;
        this.end = end;
        made = new int[3 * width];
        falling = new int[3 * width];
        rising = new int[3 * width];
        Arrays.fill(rising, PillowTaps.HALF);
    }

    @Override
    public int[] blend(int y) {
        int[] earlier = falling;
        falling = rising;
        rising = earlier;
        Arrays.fill(rising, PillowTaps.HALF);
        int turn = first(y + 1);
        int behind = Math.min(taps.end(y), first(y + 2)); // from there on weights are 0
        for (next = Math.max(next, taps.first(y)); next < behind; next++) {
            rows.make(next, made);
            int weight = taps.weights(y)[next - taps.first(y)];
            if (next < turn) {
                add(weight, made, falling);
            } else {
                add(weight, taps.weights(y + 1)[next - turn], made, falling, rising);
            }
        }
        PillowTaps.toLevels(falling);
        return falling;
    }

    private int first(int y) {
        return y < end ? taps.first(y) : Integer.MAX_VALUE;
    }

    /*
     * Over whole arrays: C2 of JDK 17 and 25 makes vector instructions of that, and none of a loop over parts of arrays of
     * one type, which might overlap (0.07 instead of 0.33 ns a value).
     */
    static void add(int weight, int[] row, int[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * row[i];
        }
    }

    private static void add(int weight, int weightBelow, int[] row, int[] sums, int[] sumsBelow) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * row[i];
            sumsBelow[i] += weightBelow * row[i];
        }
    }
}
