package io.cam4j.onnx;

import io.cam4j.CamModelException;
import io.cam4j.network.Activation;
import io.cam4j.network.Head;
import io.cam4j.network.HeadKind;
import io.cam4j.network.Network;
import io.cam4j.network.NetworkOutput;
import io.cam4j.network.Seeds;
import io.cam4j.preprocessing.ElementType;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Proves with one run that features, weights and logits belong together: for some classes the mean of the map, with the
 * bias, has to be the logit. A tensor tapped in the wrong place, or weights read the wrong way round, fail by orders of
 * magnitude.
 */
final class CompletenessProof {
    private static final double TOLERANCE = 1e-3; // of the logits' spread and size; float rounding leaves some 1e-6
    private static final double HALF_TOLERANCE = 5e-2; // float16 keeps three digits, and sums many of them
    private static final int CLASSES = 8;
    private static final int NOISE = 4093; // values before they repeat; prime, so that rows and places differ

    private final Head head;
    private final NetworkOutput output;
    private final float[] logits;
    private final float[] features; // [C, positions]
    private final int positions;
    private float most = Float.NEGATIVE_INFINITY;
    private float least = Float.POSITIVE_INFINITY;

    private CompletenessProof(Network network, NetworkOutput output) {
        head = network.head();
        this.output = output;
        positions = output.mapHeight() * output.mapWidth();
        logits = values(output.logits(), head.classes());
        features = values(output.features(), head.channels() * positions);
        for (float logit : logits) {
            most = Math.max(most, logit);
            least = Math.min(least, logit);
        }
    }

    private static float[] values(FloatBuffer buffer, int count) {
        float[] values = new float[count];
        buffer.get(values);
        return values;
    }

    /** @throws CamModelException if a class's map does not account for its logit */
    static void check(Path model, OnnxNetwork network) {
        try (NetworkOutput output = network.runOn(noise(network.input().type()))) {
            if (network.head().kind() == HeadKind.LAYERS) {
                return; // it runs, and gives what it should; there is no map to account for anything
            }
            CompletenessProof proof = new CompletenessProof(network, output);
            if (proof.isFinite()) { // otherwise each explanation reports such numbers by itself
                int[] classes = proof.classes();
                float[] rows = proof.check(model, network.input().type(), classes);
                network.proveClassifier(output, classes, rows);
            }
        }
    }

    /** Noise of a fixed seed, so that every channel and place of the features gets something to say. */
    private static FloatBuffer noise(ElementType type) {
        SplittableRandom random = new SplittableRandom(1);
        FloatBuffer noise = FloatBuffer.allocate(NOISE);
        while (noise.hasRemaining()) {
            noise.put((float) (type == ElementType.UINT8 ? random.nextInt(256) : random.nextDouble(-2, 2)));
        }
        return noise.flip();
    }

    private boolean isFinite() {
        return Float.isFinite(most - least);
    }

    /** Returns some classes, spread over all. */
    private int[] classes() {
        int step = Math.max(1, logits.length / CLASSES);
        return IntStream.iterate(0, c -> c < logits.length, c -> c + step).toArray();
    }

    /** Returns the classes' rows, [k, C]. */
    private float[] check(Path model, ElementType type, int... classes) {
        double size = Math.max(most - least, Math.max(Math.abs(most), Math.abs(least)));
        double allowed = (type == ElementType.FLOAT16 ? HALF_TOLERANCE : TOLERANCE) * Math.max(1e-3, size);
        FloatBuffer rows = FloatBuffer.allocate(classes.length * head.channels());
        double[] offsets = output.pullBack(0, Seeds.ofClasses(classes), rows);
        double[] means = meansOfMaps(rows, offsets);
        for (int i = 0; i < classes.length; i++) {
            int c = classes[i];
            double error = Math.abs(means[i] - logits[c]);
            if (!(error <= allowed)) { // written so that NaN fails too
                throw new CamModelException(
                        model.toString(),
                        "%s: the mean of the map of class %d, bias included, should be its logit %s, and is %s off (at most %.3g expected): the features '%s' and the weights '%s' do not belong to these logits. Leave features(name) out, or name the tensor the head really pools."
                                .formatted(model, c, logits[c], (float) error, allowed, head.tap(), head.weights()));
            }
        }
        return rows.array();
    }

    private double[] meansOfMaps(FloatBuffer rows, double[] offsets) {
        return head.activation() == Activation.NONE ? linearMeans(rows, offsets) : activatedMeans(rows, offsets);
    }

    /** The mean of a weighted sum is the weighted sum of the means. */
    private double[] linearMeans(FloatBuffer rows, double[] offsets) {
        double[] means = offsets.clone();
        for (int k = 0; k < head.channels(); k++) {
            double sum = 0;
            for (int p = 0; p < positions; p++) {
                sum += features[k * positions + p];
            }
            for (int i = 0; i < means.length; i++) {
                means[i] += rows.get(i * head.channels() + k) * sum / positions;
            }
        }
        return means;
    }

    private double[] activatedMeans(FloatBuffer rows, double[] offsets) {
        float[][] maps = new float[offsets.length][positions];
        float[] plane = new float[positions];
        for (int k = 0; k < head.channels(); k++) {
            System.arraycopy(features, k * positions, plane, 0, positions);
            for (int i = 0; i < maps.length; i++) {
                addScaled(maps[i], rows.get(i * head.channels() + k), plane);
            }
        }
        double[] means = new double[maps.length];
        for (int i = 0; i < maps.length; i++) {
            for (float value : maps[i]) {
                means[i] += head.activation().apply(value + (float) offsets[i]) / (double) positions;
            }
        }
        return means;
    }

    /** Over whole arrays, of which the JVM makes vector instructions. */
    private static void addScaled(float[] map, float weight, float[] plane) {
        for (int p = 0; p < map.length; p++) {
            map[p] += weight * plane[p];
        }
    }
}
