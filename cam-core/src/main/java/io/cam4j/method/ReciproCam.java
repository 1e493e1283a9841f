package io.cam4j.method;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Recipro-CAM: M(p) is the logit when the features of all places but p are set to zero. A linear head gives Σ_k w_k A_k(p) / P
 * + b, the class activation map but for scale and offset; one that convolves, rectifies and pools gives (act(z(p)) + (P − 1)
 * act(b)) / P, where z(p) = Σ_k w_k A_k(p) + b. Elsewhere it is found by trial, a run of the layers behind the features for
 * each place.
 *
 * @see "Byun, Lee: Recipro-CAM: Fast gradient-free visual explanations for convolutional neural networks, 2024,
 *     https://arxiv.org/abs/2209.14074"
 */
final class ReciproCam implements CamMethod {
    @Override
    public String name() {
        return "recipro-cam";
    }

    @Override
    public MapRecipe map(Evidence evidence) {
        ClassPlane plane = evidence.plane();
        float[] values = plane.product().clone();
        double bias = plane.offset();
        double others = (values.length - 1) * (double) plane.activated((float) bias);
        for (int p = 0; p < values.length; p++) {
            double z = values[p] + bias;
            values[p] = (float)
                    (plane.isGated()
                            ? (plane.activated((float) z) + others) / values.length
                            : values[p] / (double) values.length + bias);
        }
        return MapRecipe.values(values);
    }

    @Override
    public Optional<TrialMaps> trials() {
        return Optional.of(ReciproCam::byTrials);
    }

    private static List<MapRecipe> byTrials(Trials trials) {
        int positions = trials.features().positions();
        int[] classes = trials.classes();
        float[][] maps = new float[classes.length][positions];
        trials.features(
                positions,
                (trial, values) -> {
                    for (int i = 0; i < values.length; i++) {
                        values[i] = i % positions == trial ? values[i] : 0;
                    }
                },
                (trial, logits) -> {
                    for (int place = 0; place < classes.length; place++) {
                        maps[place][trial] = logits[classes[place]];
                    }
                });
        return Arrays.stream(maps).map(MapRecipe::values).toList();
    }

    @Override
    public Basis basis() {
        return Basis.LINEAR_HEAD;
    }

    @Override
    public String cost() {
        return "nothing beside cam";
    }

    @Override
    public String paper() {
        return "Byun and Lee, 2024";
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name();
    }
}
