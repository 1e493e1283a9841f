package io.cam4j.method;

/**
 * XGrad-CAM: M(p) = Σ_k α_k A_k(p), with α_k the gradient averaged over the places, each counted as much as its feature:
 * α_k = Σ_p G_k(p) A_k(p) / Σ_p A_k(p); the plain average where Σ_p A_k(p) = 0. It is Grad-CAM where the gradient is the
 * same everywhere.
 *
 * @see "Fu, Hu, Dong, Guo, Gao, Li: Axiom-based Grad-CAM: Towards Accurate Visualization and Explanation of CNNs, BMVC 2020,
 *     https://arxiv.org/abs/2008.02312"
 */
final class XGradCam implements CamMethod {
    @Override
    public String name() {
        return "xgrad-cam";
    }

    @Override
    public MapRecipe map(Evidence evidence) {
        return MapRecipe.channels(evidence.gradient().meanOver(evidence.features()));
    }

    @Override
    public String cost() {
        return "one row of the product a class";
    }

    @Override
    public String paper() {
        return "Fu et al., BMVC 2020";
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name();
    }
}
