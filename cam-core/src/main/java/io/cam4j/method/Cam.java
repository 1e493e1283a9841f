package io.cam4j.method;

/**
 * Class activation maps: M(p) = Σ_k w_k A_k(p), with w the classifier's weights of the class; behind a non-linear tail the
 * rows J of its Jacobian. Of a head that convolves before it pools (SqueezeNet), M(p) = act(Σ_k w_k A_k(p) + b), which is
 * what it pools. The mean of M, plus the bias where that stands behind the pool, is the logit.
 *
 * @see "Zhou, Khosla, Lapedriza, Oliva, Torralba: Learning Deep Features for Discriminative Localization, CVPR 2016,
 *     https://arxiv.org/abs/1512.04150"
 */
final class Cam implements CamMethod {
    @Override
    public String name() {
        return "cam";
    }

    @Override
    public MapRecipe map(Evidence evidence) {
        return MapRecipe.exact(evidence.plane().pooled(), evidence.plane().product());
    }

    @Override
    public Basis basis() {
        return Basis.POOLED_HEAD;
    }

    @Override
    public String cost() {
        return "one row of the product a class";
    }

    @Override
    public String paper() {
        return "Zhou et al., CVPR 2016";
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name();
    }
}
