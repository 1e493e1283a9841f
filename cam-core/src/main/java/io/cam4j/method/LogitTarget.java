package io.cam4j.method;

/** The class's own logit; the mapper knows this target and does not write its gradient out. */
enum LogitTarget implements Target {
    INSTANCE;

    @Override
    public float[] gradient(float[] logits, int index) {
        float[] gradient = new float[logits.length];
        gradient[index] = 1;
        return gradient;
    }
}
