package io.cam4j.method;

/**
 * Ablation-CAM: M(p) = Σ_k α_k A_k(p), with α_k = (y − y_k) / y, the part of the logit y that is lost when channel k is set to
 * zero. A linear head loses y − y_k = w_k mean(A_k). One that convolves, rectifies and pools has y_k = mean_p max(z(p) −
 * w_k A_k(p), 0), where z(p) = Σ_j w_j A_j(p) + b.
 *
 * <p>The division only scales the map, and turns it round where y is negative. Close to y = 0 it would scale it beyond all
 * bounds; so y is taken to be at least a millionth of the greatest loss, with its own sign.
 *
 * @see "Desai, Ramaswamy: Ablation-CAM: Visual Explanations for Deep Convolutional Network via Gradient-free Localization, WACV
 *     2020, https://doi.org/10.1109/WACV45572.2020.9093360"
 */
final class AblationCam implements CamMethod {
    private static final double LEAST = 1e-6;

    @Override
    public String name() {
        return "ablation-cam";
    }

    @Override
    public MapRecipe map(Evidence evidence) {
        Features features = evidence.features();
        ClassPlane plane = evidence.plane();
        double[] losses = new double[features.channels()];
        double greatest = 0;
        for (int k = 0; k < losses.length; k++) {
            losses[k] = plane.isGated() ? gatedLoss(plane, features, k) : plane.row()[k] * features.mean(k);
            greatest = Math.max(greatest, Math.abs(losses[k]));
        }
        double logit = Math.copySign(Math.max(Math.abs(evidence.logit()), LEAST * greatest), evidence.logit());
        for (int k = 0; k < losses.length && logit != 0; k++) {
            losses[k] /= logit;
        }
        return MapRecipe.channels(Rows.floats(losses));
    }

    @Override
    public Basis basis() {
        return Basis.LINEAR_HEAD;
    }

    /** mean_p act(z(p)) − act(z(p) − w_k A_k(p)). */
    private static double gatedLoss(ClassPlane plane, Features features, int k) {
        float[] product = plane.product();
        float weight = plane.row()[k];
        float bias = (float) plane.offset();
        double loss = 0;
        for (int p = 0; p < product.length; p++) {
            float z = product[p] + bias;
            loss += plane.activated(z) - plane.activated(z - weight * features.at(k, p));
        }
        return loss / product.length;
    }

    @Override
    public String cost() {
        return "one row of the product a class";
    }

    @Override
    public String paper() {
        return "Desai and Ramaswamy, WACV 2020";
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name();
    }
}
