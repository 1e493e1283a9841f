package io.cam4j.method;

import io.cam4j.network.Head;
import io.cam4j.network.ScoreKind;

/**
 * Grad-CAM of the class's probability p_c among all classes: α_k = p_c (w_ck − Σ_j p_j w_jk) on a linear head. It shows what
 * raises the probability, which other classes lower. Only for models whose scores are a softmax.
 *
 * @see "Selvaraju et al.: Grad-CAM, ICCV 2017, https://arxiv.org/abs/1610.02391; the target is Target.softmax()"
 */
final class SoftmaxGradCam implements CamMethod {
    private static final Target PROBABILITY = Target.softmax();

    @Override
    public String name() {
        return "softmax-grad-cam";
    }

    @Override
    public MapRecipe map(Evidence evidence) {
        return MapRecipe.channels(evidence.gradient().mean());
    }

    @Override
    public Target target() {
        return PROBABILITY;
    }

    @Override
    public boolean holdsFor(Head head) {
        return CamMethod.super.holdsFor(head) && head.scores() == ScoreKind.SOFTMAX;
    }

    @Override
    public String cost() {
        return "the classifier, once a class";
    }

    @Override
    public String paper() {
        return "Selvaraju et al., ICCV 2017, of the probability";
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name();
    }
}
