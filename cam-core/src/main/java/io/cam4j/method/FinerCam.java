package io.cam4j.method;

/**
 * Finer-CAM: what tells a class from those most like it: Grad-CAM of t = y_c − α · mean_r y_r over the references r, the
 * classes nearest to c in logit. On a linear head M(p) = Σ_k (w_ck − α · mean_r w_rk) A_k(p). Default: α = 1, three references.
 *
 * @see "Zhang, Gu, Chowdhury, Mai, Carlyn, Berger-Wolf, Su, Chao: Finer-CAM: Spotting the Difference Reveals Finer Details
 *     for Visual Explanation, CVPR 2025, https://arxiv.org/abs/2501.11309"
 */
final class FinerCam implements CamMethod {
    private final NearestReferences target;

    FinerCam(double alpha, int references) {
        target = new NearestReferences(alpha, references);
    }

    @Override
    public String name() {
        return "finer-cam";
    }

    @Override
    public MapRecipe map(Evidence evidence) {
        return MapRecipe.channels(evidence.gradient().mean());
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public String cost() {
        return "one row of the product a class";
    }

    @Override
    public String paper() {
        return "Zhang et al., CVPR 2025";
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name();
    }
}
