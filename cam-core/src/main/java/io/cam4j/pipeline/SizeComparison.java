package io.cam4j.pipeline;

/** Two sizes of batches compared by as many items of each, in turn. For one thread at a time. */
final class SizeComparison {
    private static final int ROUNDS = 4; // the first warms up and does not count

    private final int many;
    private final int few;
    private int trials; // that have ended, of both sizes
    private int items; // of the present one so far
    private long nanos;
    private double bestOfMany = Double.MAX_VALUE; // nanoseconds an item
    private double bestOfFew = Double.MAX_VALUE;

    SizeComparison(int many, int few) {
        this.many = many;
        this.few = few;
    }

    /** Returns the size to try now. */
    int size() {
        return trials % 2 == 0 ? many : few;
    }

    /** Takes note of how long a batch of the present size took. */
    void took(int count, long time) {
        items += count;
        nanos += time;
        if (items >= many) {
            endTrial((double) nanos / items);
        }
    }

    private void endTrial(double time) {
        if (trials >= 2 && size() == many) {
            bestOfMany = Math.min(bestOfMany, time);
        } else if (trials >= 2) {
            bestOfFew = Math.min(bestOfFew, time);
        }
        items = 0;
        nanos = 0;
        trials++;
    }

    boolean isDecided() {
        return trials == 2 * ROUNDS;
    }

    int faster() {
        return bestOfMany <= bestOfFew ? many : few;
    }
}
