package io.cam4j.method;

/**
 * What a method explains: a differentiable function t of the logits y, given by its gradient. Implementations are
 * immutable and thread-safe.
 */
@FunctionalInterface
public interface Target {
    /**
     * Returns the gradient ∂t/∂y, shape [K].
     *
     * @param logits y, shape [K]; a copy
     * @param index the class c the map is asked for, 0 to K − 1
     */
    float[] gradient(float[] logits, int index);

    /** Returns the class's logit, t = y_c. */
    static Target logit() {
        return LogitTarget.INSTANCE;
    }

    /** Returns the class's probability among all classes, t = p_c = e^y_c / Σ_j e^y_j: ∂t/∂y_j = p_c (δ_cj − p_j). */
    static Target softmax() {
        return (logits, index) -> {
            double[] p = Softmax.of(logits);
            return Softmax.gradient(p, index, p[index]);
        };
    }

    /** Returns the logarithm of that probability, t = ln p_c: ∂t/∂y_j = δ_cj − p_j. */
    static Target logSoftmax() {
        return (logits, index) -> Softmax.gradient(Softmax.of(logits), index, 1);
    }

    /**
     * Returns the class's probability by itself, as of a multi-label model, t = s(y_c) with s(x) = 1 / (1 + e^−x): ∂t/∂y_c
     * = s(y_c) s(−y_c).
     */
    static Target sigmoid() {
        return (logits, index) -> {
            float[] gradient = new float[logits.length];
            double power = Math.exp(-Math.abs((double) logits[index])); // of the absolute value: no overflow
            gradient[index] = (float) (power / ((1 + power) * (1 + power)));
            return gradient;
        };
    }

    /**
     * Returns what speaks for the class rather than for another one, t = y_c − y_other. The map of the other class itself
     * is zero.
     *
     * @param other 0 to K − 1
     */
    static Target against(int other) {
        return (logits, index) -> {
            float[] gradient = new float[logits.length];
            gradient[index] += 1;
            gradient[other] -= 1;
            return gradient;
        };
    }
}
