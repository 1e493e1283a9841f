package io.cam4j.method;

/**
 * FEM, Feature Explanation Method: M(p) = Σ_k α_k A_k(p), with α_k the share of places where A_k(p) > mean_k + 2 s_k, mean and
 * (population) standard deviation s over the places of the channel. The same for every class.
 *
 * @see "Fuad, Martin, Giot, Bourqui, Benois-Pineau, Zemmari: Features Understanding in 3D CNNs for Actions Recognition in
 *     Video, IPTA 2020, https://hal.science/hal-02963298"
 */
final class Fem implements CamMethod {
    private static final double DEVIATIONS = 2;

    @Override
    public String name() {
        return "fem";
    }

    @Override
    public MapRecipe map(Evidence evidence) {
        Features features = evidence.features();
        float[] weights = new float[features.channels()];
        for (int k = 0; k < weights.length; k++) {
            weights[k] = shareAbove(features, k, features.mean(k) + DEVIATIONS * deviation(features, k));
        }
        return MapRecipe.channels(weights);
    }

    @Override
    public Basis basis() {
        return Basis.FEATURES;
    }

    private static double deviation(Features features, int channel) {
        double squares = 0;
        for (int p = 0; p < features.positions(); p++) {
            double distance = features.at(channel, p) - features.mean(channel);
            squares += distance * distance;
        }
        return Math.sqrt(squares / features.positions());
    }

    private static float shareAbove(Features features, int channel, double threshold) {
        int above = 0;
        for (int p = 0; p < features.positions(); p++) {
            above += features.at(channel, p) > threshold ? 1 : 0;
        }
        return above / (float) features.positions();
    }

    @Override
    public String cost() {
        return "one row of the product an image";
    }

    @Override
    public String paper() {
        return "Fuad et al., IPTA 2020";
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name();
    }
}
