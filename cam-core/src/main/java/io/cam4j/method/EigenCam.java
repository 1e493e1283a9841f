package io.cam4j.method;

/**
 * Eigen-CAM: the features' first principal component: M = X v, where X is A as a matrix [P, C], less each channel's mean, and
 * v its first right singular vector. The paper does not subtract the means; pytorch-grad-cam does, and so does this. The same
 * for every class. The sign of a singular vector is arbitrary; here M correlates positively with the channels' mean.
 *
 * @see "Muhammad, Yeasin: Eigen-CAM: Class Activation Map using Principal Components, IJCNN 2020,
 *     https://arxiv.org/abs/2008.00299"
 */
final class EigenCam implements CamMethod {
    @Override
    public String name() {
        return "eigen-cam";
    }

    @Override
    public MapRecipe map(Evidence evidence) {
        Features features = evidence.features();
        float[] map = Projection.first(features.channels(), features.positions(), features::at);
        return MapRecipe.values(Sign.like(Sign.channelMeans(features), map));
    }

    @Override
    public Basis basis() {
        return Basis.FEATURES;
    }

    @Override
    public String cost() {
        return "an eigenvector an image";
    }

    @Override
    public String paper() {
        return "Muhammad and Yeasin, IJCNN 2020";
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name();
    }
}
