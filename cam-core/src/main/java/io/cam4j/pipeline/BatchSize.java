package io.cam4j.pipeline;

import java.util.Arrays;

/**
 * How many items make a batch: a fixed number, or the one that proves the faster of few and many. Whether many at once are
 * faster depends on network and machine (by 7 % they are, or by 6 % they are not, on two cores), so it is found out by the
 * first batches themselves, which are made of few and of many in turn; from then on it stays. Thread-safe.
 */
public final class BatchSize {
    private static final int MANY = 8; // 32 are not faster on a CPU
    private static final int ROUNDS = 4;

    private final int[] sizes;
    private final double[] best; // nanoseconds an item
    private int trial;
    private int chosen; // 0 while that is not known

    private BatchSize(int chosen, int... sizes) {
        this.chosen = chosen;
        this.sizes = sizes;
        best = new double[sizes.length];
        Arrays.fill(best, Double.MAX_VALUE);
    }

    /**
     * Returns a size that is given.
     *
     * @param size 1 or more
     */
    public static BatchSize fixed(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("a batch of 1 or more expected, got %d".formatted(size));
        }
        return new BatchSize(size);
    }

    /**
     * Returns a size to be found out.
     *
     * @param most what fits into memory, 1 or more
     */
    public static BatchSize measured(int most) {
        return most == 1 ? fixed(1) : new BatchSize(0, Math.min(most, MANY), 1);
    }

    /** Returns of how many items the next batch should be; it may be of fewer where there are no more. */
    synchronized int next() {
        return chosen > 0 ? chosen : sizes[trial % sizes.length];
    }

    /** Returns of how many it has to be even if that takes more memory than there should be. */
    int least() {
        return sizes.length == 0 ? next() : 1;
    }

    /** Takes note of how long a batch took. The first of each size warms up and does not count. */
    synchronized void took(int items, long nanos) {
        if (chosen > 0 || items != next()) {
            return;
        }
        int size = trial % sizes.length;
        if (trial >= sizes.length) {
            best[size] = Math.min(best[size], (double) nanos / items);
        }
        trial++;
        if (trial == ROUNDS * sizes.length) {
            chosen = best[0] <= best[1] ? sizes[0] : sizes[1];
        }
    }
}
