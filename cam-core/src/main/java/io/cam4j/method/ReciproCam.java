package io.cam4j.method;

/**
 * Recipro-CAM: M(p) is the logit when the features of all places but p are set to zero. A linear head gives Σ_k w_k A_k(p) / P
 * + b, the class activation map but for scale and offset; one that convolves, rectifies and pools gives (act(z(p)) + (P − 1)
 * act(b)) / P, where z(p) = Σ_k w_k A_k(p) + b.
 *
 * @see "Byun, Lee: Recipro-CAM: Fast gradient-free visual explanations for convolutional neural networks, 2024,
 *     https://arxiv.org/abs/2209.14074"
 */
final class ReciproCam implements CamMethod {
    @Override
    public String name() {
        return "recipro-cam";
    }

    @Override
    public MapRecipe map(Evidence evidence) {
        ClassPlane plane = evidence.plane();
        float[] values = plane.product().clone();
        double bias = plane.offset();
        double others = (values.length - 1) * (double) plane.activated((float) bias);
        for (int p = 0; p < values.length; p++) {
            double z = values[p] + bias;
            values[p] = (float)
                    (plane.isGated()
                            ? (plane.activated((float) z) + others) / values.length
                            : values[p] / (double) values.length + bias);
        }
        return MapRecipe.values(values);
    }

    @Override
    public Basis basis() {
        return Basis.LINEAR_HEAD;
    }

    @Override
    public String cost() {
        return "nothing beside cam";
    }

    @Override
    public String paper() {
        return "Byun and Lee, 2024";
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name();
    }
}
