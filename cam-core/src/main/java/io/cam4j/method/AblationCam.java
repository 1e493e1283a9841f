package io.cam4j.method;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Ablation-CAM: M(p) = Σ_k α_k A_k(p), with α_k = (y − y_k) / y, the part of the logit y that is lost when channel k is set to
 * zero. A linear head loses y − y_k = w_k mean(A_k). One that convolves, rectifies and pools has y_k = mean_p max(z(p) −
 * w_k A_k(p), 0), where z(p) = Σ_j w_j A_j(p) + b.
 *
 * <p>Elsewhere y_k is found by trial, a run of the layers behind the features for each channel that is not zero already.
 *
 * <p>The division only scales the map, and turns it round where y is negative. Close to y = 0 it would scale it beyond all
 * bounds; so y is taken to be at least a millionth of the greatest loss, with its own sign.
 *
 * @see "Desai, Ramaswamy: Ablation-CAM: Visual Explanations for Deep Convolutional Network via Gradient-free Localization, WACV
 *     2020, https://doi.org/10.1109/WACV45572.2020.9093360"
 */
final class AblationCam implements CamMethod {
    private static final double LEAST = 1e-6;

    @Override
    public String name() {
        return "ablation-cam";
    }

    @Override
    public MapRecipe map(Evidence evidence) {
        Features features = evidence.features();
        ClassPlane plane = evidence.plane();
        double[] losses = new double[features.channels()];
        for (int k = 0; k < losses.length; k++) {
            losses[k] = plane.isGated() ? gatedLoss(plane, features, k) : plane.row()[k] * features.mean(k);
        }
        return map(evidence.logit(), losses);
    }

    private static MapRecipe map(float y, double... losses) {
        double greatest = 0;
        for (double loss : losses) {
            greatest = Math.max(greatest, Math.abs(loss));
        }
        double logit = Math.copySign(Math.max(Math.abs(y), LEAST * greatest), y);
        for (int k = 0; k < losses.length && logit != 0; k++) {
            losses[k] /= logit;
        }
        return MapRecipe.channels(Rows.floats(losses));
    }

    @Override
    public Optional<TrialMaps> trials() {
        return Optional.of(AblationCam::byTrials);
    }

    private static List<MapRecipe> byTrials(Trials trials) {
        Features features = trials.features();
        float[] logits = trials.logits();
        int[] classes = trials.classes();
        double[][] losses = new double[classes.length][features.channels()];
        int[] channels = IntStream.range(0, features.channels())
                .filter(k -> !features.isZero(k))
                .toArray();
        int positions = features.positions();
        trials.features(
                channels.length,
                (trial, values) ->
                        Arrays.fill(values, channels[trial] * positions, (channels[trial] + 1) * positions, 0f),
                (trial, changed) -> {
                    for (int place = 0; place < classes.length; place++) {
                        int c = classes[place];
                        losses[place][channels[trial]] = (double) logits[c] - changed[c];
                    }
                });
        return IntStream.range(0, classes.length)
                .mapToObj(place -> map(logits[classes[place]], losses[place]))
                .toList();
    }

    @Override
    public Basis basis() {
        return Basis.LINEAR_HEAD;
    }

    /** mean_p act(z(p)) − act(z(p) − w_k A_k(p)). */
    private static double gatedLoss(ClassPlane plane, Features features, int k) {
        float[] product = plane.product();
        float weight = plane.row()[k];
        float bias = (float) plane.offset();
        double loss = 0;
        for (int p = 0; p < product.length; p++) {
            float z = product[p] + bias;
            loss += plane.activated(z) - plane.activated(z - weight * features.at(k, p));
        }
        return loss / product.length;
    }

    @Override
    public String cost() {
        return "one row of the product a class";
    }

    @Override
    public String paper() {
        return "Desai and Ramaswamy, WACV 2020";
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name();
    }
}
