package io.cam4j.method;

/**
 * Grad-CAM: M(p) = Σ_k α_k A_k(p), with α_k the gradient ∂y/∂A_k averaged over the places, here counted P times (see the
 * package): α_k = mean_p G_k(p). The final Relu of the paper is left to whoever shows the map.
 *
 * <p>Theorem: where the head begins with a global pool, G_k(p) = J_k everywhere, so Grad-CAM, HiResCAM and XGrad-CAM are
 * one, and on a linear head they are CAM: α_k = w_k.
 *
 * @see "Selvaraju, Cogswell, Das, Vedantam, Parikh, Batra: Grad-CAM: Visual Explanations from Deep Networks via
 *     Gradient-based Localization, ICCV 2017, https://arxiv.org/abs/1610.02391"
 */
final class GradCam implements CamMethod {
    @Override
    public String name() {
        return "grad-cam";
    }

    @Override
    public MapRecipe map(Evidence evidence) {
        return MapRecipe.channels(evidence.gradient().mean());
    }

    @Override
    public String cost() {
        return "one row of the product a class";
    }

    @Override
    public String paper() {
        return "Selvaraju et al., ICCV 2017";
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name();
    }
}
