package io.cam4j.method;

/**
 * HiResCAM: M(p) = Σ_k G_k(p) A_k(p), gradient times feature place by place, without the averaging of Grad-CAM, from which it
 * differs where the gradient differs from place to place. See there for where it does not.
 *
 * @see "Draelos, Carin: Use HiResCAM instead of Grad-CAM for faithful explanations of convolutional neural networks, 2020,
 *     https://arxiv.org/abs/2011.08891"
 */
final class HiResCam implements CamMethod {
    @Override
    public String name() {
        return "hires-cam";
    }

    @Override
    public MapRecipe map(Evidence evidence) {
        return evidence.gradient().times(evidence.features());
    }

    @Override
    public String cost() {
        return "one row of the product a class";
    }

    @Override
    public String paper() {
        return "Draelos and Carin, 2020";
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name();
    }
}
