package io.cam4j.network;

import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * What is pulled back from a classifier's scores to its features: k functions t of the logits y, each given by its
 * gradient ∂t/∂y, K values. The seed of a class's own logit is 1 at the class and 0 elsewhere. Immutable.
 */
public final class Seeds {
    private final int count;
    private final int[] classes; // one-hot seeds; empty where the gradients are written out
    private final float[] gradients; // [count, K], row-major; empty for one-hot seeds

    private Seeds(int count, int[] classes, float[] gradients) {
        if (count < 1) {
            throw new IllegalArgumentException("one or more seeds expected, got %d".formatted(count));
        }
        this.count = count;
        this.classes = classes;
        this.gradients = gradients;
    }

    /** Returns the seeds of classes' own logits, in the order given. @throws IllegalArgumentException if there is none */
    public static Seeds ofClasses(int... classes) {
        return new Seeds(classes.length, classes.clone(), new float[0]);
    }

    /**
     * Returns seeds written out.
     *
     * @param count k, at least 1
     * @param gradients ∂t/∂y, shape [k, K], row-major; copied
     * @throws IllegalArgumentException if they are not k rows of one length
     */
    public static Seeds of(int count, float... gradients) {
        if (count < 1 || gradients.length == 0 || gradients.length % count != 0) {
            throw new IllegalArgumentException(
                    "seeds [k, K] of k = %d rows expected, got %d values".formatted(count, gradients.length));
        }
        return new Seeds(count, new int[0], gradients.clone());
    }

    /** Returns k, the number of seeds. */
    public int count() {
        return count;
    }

    /** Returns whether each seed is a class's own logit, so that {@link #index} tells which. */
    public boolean isOneHot() {
        return classes.length > 0;
    }

    /** Returns the class of one seed. @throws IllegalStateException if the seeds are written out */
    public int index(int seed) {
        if (!isOneHot()) {
            throw new IllegalStateException("seeds of single classes expected, these are written out");
        }
        return classes[seed];
    }

    /** Returns ∂t/∂y_c of one seed. */
    public float at(int seed, int index) {
        if (isOneHot()) {
            return classes[seed] == index ? 1f : 0f;
        }
        return gradients[seed * (gradients.length / count) + index];
    }

    /**
     * Checks that the seeds are for a classifier of so many classes.
     *
     * @throws IllegalArgumentException if a class is unknown, or the rows are not of K values
     */
    public void check(int classCount) {
        boolean fits = isOneHot() || gradients.length == (long) count * classCount;
        for (int index : classes) {
            fits &= index >= 0 && index < classCount;
        }
        if (!fits) {
            throw new IllegalArgumentException("seeds for %d classes expected, got %s".formatted(classCount, this));
        }
    }

    /** Writes all seeds out, k · K values, at the target's position and advances it. */
    public void put(int classCount, FloatBuffer target) {
        check(classCount);
        for (int seed = 0; seed < count; seed++) {
            for (int c = 0; c < classCount; c++) {
                target.put(at(seed, c));
            }
        }
    }

    /** Returns the classes, or the shape. */
    @Override
    public String toString() {
        return isOneHot()
                ? "the classes " + Arrays.toString(classes)
                : "rows [%d, %d]".formatted(count, gradients.length / count);
    }
}
