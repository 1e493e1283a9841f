package io.cam4j;

import io.cam4j.network.ScoreKind;
import java.util.Arrays;

/** Arithmetic on one image's logits. */
final class Scores {
    private Scores() {}

    /** Returns the probabilities, [K]. */
    static float[] probabilities(float[] logits, ScoreKind kind) {
        return kind == ScoreKind.SIGMOID ? sigmoid(logits) : softmax(logits);
    }

    /** 1 / (1 + e⁻ʸ) in double, for each logit by itself. */
    private static float[] sigmoid(float[] logits) {
        float[] probabilities = new float[logits.length];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = (float) (1 / (1 + Math.exp(-(double) logits[i])));
        }
        return probabilities;
    }

    /** Softmax, shifted by the largest logit so that nothing overflows; exponentials and their sum in double. */
    static float[] softmax(float[] logits) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        float[] probabilities = new float[logits.length];
        double sum = 0;
        for (int i = 0; i < probabilities.length; i++) {
            double power = Math.exp((double) logits[i] - largest);
            probabilities[i] = (float) power; // kept here: an array of doubles would be twice the size of the result
            sum += power;
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = (float) (probabilities[i] / sum);
        }
        return probabilities;
    }

    /**
     * Returns the classes with the k largest logits, largest first, of equal ones the lower index first.
     *
     * @param k 1 to the number of logits
     */
    static int[] top(float[] logits, int k) {
        long[] best = new long[k]; // keys, largest first
        Arrays.fill(best, Long.MIN_VALUE);
        for (int i = 0; i < logits.length; i++) {
            long key = key(logits[i], i);
            if (key > best[k - 1]) {
                insert(best, key);
            }
        }
        int[] classes = new int[k];
        for (int rank = 0; rank < k; rank++) {
            classes[rank] = Integer.MAX_VALUE - (int) best[rank];
        }
        return classes;
    }

    /** A number that orders as the logit does, and among equal logits lower indices higher. */
    private static long key(float logit, int index) {
        int bits = Float.floatToIntBits(logit + 0f); // −0 counts as 0
        int ordered = bits ^ ((bits >> 31) & Integer.MAX_VALUE);
        return ((long) ordered << 32) | (Integer.MAX_VALUE - index);
    }

    private static void insert(long[] best, long key) {
        int at = best.length - 1;
        while (at > 0 && best[at - 1] < key) {
            best[at] = best[at - 1];
            at--;
        }
        best[at] = key;
    }
}
