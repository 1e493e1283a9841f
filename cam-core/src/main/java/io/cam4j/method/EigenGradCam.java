package io.cam4j.method;

/**
 * EigenGrad-CAM: the first principal component of gradient times feature: Eigen-CAM with G_k(p) A_k(p) in place of A_k(p), so
 * that it knows the class. The sign is that with which M correlates positively with Σ_k G_k(p) A_k(p).
 *
 * @see "Gildenblat and contributors: pytorch-grad-cam, EigenGradCAM, https://github.com/jacobgil/pytorch-grad-cam"
 */
final class EigenGradCam implements CamMethod {
    @Override
    public String name() {
        return "eigen-grad-cam";
    }

    @Override
    public MapRecipe map(Evidence evidence) {
        Features features = evidence.features();
        Gradient gradient = evidence.gradient();
        int positions = features.positions();
        double[] sums = new double[positions];
        for (int k = 0; k < features.channels(); k++) {
            for (int p = 0; p < positions; p++) {
                sums[p] += (double) gradient.at(k, p) * features.at(k, p);
            }
        }
        float[] map = Projection.first(
                features.channels(), positions, (k, p) -> (double) gradient.at(k, p) * features.at(k, p));
        return MapRecipe.values(Sign.like(sums, map));
    }

    @Override
    public String cost() {
        return "an eigenvector a class";
    }

    @Override
    public String paper() {
        return "pytorch-grad-cam";
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name();
    }
}
