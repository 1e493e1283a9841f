package io.cam4j.method;

/**
 * Grad-CAM element by element: M(p) = Σ_k max(G_k(p) A_k(p), 0). Where no feature is below zero this is LayerCAM.
 *
 * @see "Gildenblat and contributors: pytorch-grad-cam, GradCAMElementWise, https://github.com/jacobgil/pytorch-grad-cam"
 */
final class GradCamElementWise implements CamMethod {
    @Override
    public String name() {
        return "grad-cam-elementwise";
    }

    @Override
    public MapRecipe map(Evidence evidence) {
        Features features = evidence.features();
        Gradient gradient = evidence.gradient();
        if (!features.hasNegative()) {
            return gradient.rectified().times(features);
        }
        double[] sums = new double[features.positions()];
        for (int k = 0; k < features.channels(); k++) {
            for (int p = 0; p < sums.length; p++) {
                sums[p] += Math.max((double) gradient.at(k, p) * features.at(k, p), 0);
            }
        }
        return MapRecipe.values(Rows.floats(sums));
    }

    @Override
    public String cost() {
        return "one row of the product a class";
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
