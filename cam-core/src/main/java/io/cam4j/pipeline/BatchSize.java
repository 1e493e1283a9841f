package io.cam4j.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * How many items make a batch: a fixed number, or the one that proves the faster of few and many. Whether many at once are
 * faster depends on network and machine (by 9 % they are, or by 6 % they are not, on two cores), so it is found out by the
 * first items themselves, of which as many go in batches of few as in one of many, in turn, and once more after a thousand,
 * when the JVM has compiled what it runs; from then on it stays. Thread-safe.
 */
public final class BatchSize {
    private static final int MANY = 8; // 32 are not faster on a CPU
    private static final int WARM = 1000; // items between the two comparisons

    private final int many;
    private final boolean given;
    private int chosen;
    private int comparisonsLeft;
    private int untilNext; // items
    private @Nullable SizeComparison comparison;

    private BatchSize(int chosen, int many, int comparisons) {
        this.chosen = chosen;
        this.many = many;
        given = comparisons == 0;
        comparisonsLeft = comparisons;
        compareAgain();
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
        return new BatchSize(size, size, 0);
    }

    /**
     * Returns a size to be found out.
     *
     * @param most what fits into memory, 1 or more
     */
    public static BatchSize measured(int most) {
        return most == 1 ? fixed(1) : new BatchSize(1, Math.min(most, MANY), 2);
    }

    /** Returns of how many items the next batch should be; it may be of fewer where there are no more. */
    synchronized int next() {
        return comparison == null ? chosen : comparison.size();
    }

    /** Returns of how many it has to be even if that takes more memory than there should be. */
    int least() {
        return given ? next() : 1;
    }

    /** Takes note of how long a batch took. */
    synchronized void took(int items, long nanos) {
        if (comparison == null) {
            untilNext -= items;
            compareAgain();
        } else if (items == comparison.size()) {
            comparison.took(items, nanos);
            if (comparison.isDecided()) {
                chosen = comparison.faster();
                comparison = null;
                untilNext = WARM;
            }
        }
    }

    private void compareAgain() {
        if (comparisonsLeft > 0 && untilNext <= 0) {
            comparisonsLeft--;
            comparison = new SizeComparison(many, 1);
        }
    }
}
