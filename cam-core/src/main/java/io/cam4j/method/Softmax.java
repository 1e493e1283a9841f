package io.cam4j.method;

/** Probabilities among all classes, in double. */
final class Softmax {
    private Softmax() {}

    static double[] of(float... logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double[] p = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            p[i] = Math.exp(logits[i] - largest);
            sum += p[i];
        }
        for (int i = 0; i < p.length; i++) {
            p[i] /= sum;
        }
        return p;
    }

    /** Returns factor · (δ_cj − p_j) for all j. */
    static float[] gradient(double[] p, int c, double factor) {
        float[] gradient = new float[p.length];
        double others = 0;
        for (int j = 0; j < p.length; j++) {
            if (j != c) {
                gradient[j] = (float) (-factor * p[j]);
                others += p[j];
            }
        }
        gradient[c] = (float) (factor * others); // 1 − p_c would cancel for a certain class
        return gradient;
    }
}
