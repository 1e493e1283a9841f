package io.cam4j.method;

/**
 * Grad-CAM++: M(p) = Σ_k α_k A_k(p), with α_k = Σ_p a_k(p) max(g_k(p), 0), a_k(p) = g² / (2 g² + S_k g³ + ε), where g =
 * ∂y/∂A_k(p), S_k = Σ_p A_k(p) and ε = 1e-6. The paper's higher derivatives of e^y are here, as in its equation 19, powers of
 * the first.
 *
 * @see "Chattopadhay, Sarkar, Howlader, Balasubramanian: Grad-CAM++: Generalized Gradient-based Visual Explanations for Deep Convolutional
 *     Networks, WACV 2018, https://arxiv.org/abs/1710.11063"
 */
final class GradCamPlusPlus implements CamMethod {
    private static final double EPSILON = 1e-6;

    @Override
    public String name() {
        return "grad-cam++";
    }

    @Override
    public MapRecipe map(Evidence evidence) {
        Features features = evidence.features();
        int positions = features.positions();
        return MapRecipe.channels(evidence.gradient().meanOf((k, gradient) -> {
            double g = Math.max(gradient, 0) / positions;
            double denominator = 2 * g * g + features.sum(k) * g * g * g + EPSILON;
            return denominator == 0
                    ? 0
                    : positions * g * (g * g / denominator); // positions: of the sum, not of the mean
        }));
    }

    @Override
    public String cost() {
        return "one row of the product a class";
    }

    @Override
    public String paper() {
        return "Chattopadhay et al., WACV 2018";
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name();
    }
}
