package io.cam4j.method;

import io.cam4j.network.Activation;
import io.cam4j.network.HeadKind;
import io.cam4j.testing.FakeNetwork;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/** A small random head and random features, and what is defined of them, computed the slow and obvious way in double. */
public final class SlowHead {
    public static final int CLASSES = 6;
    public static final int CHANNELS = 7;
    public static final int HEIGHT = 3;
    public static final int WIDTH = 4;
    public static final int PLACES = HEIGHT * WIDTH;

    private static final double STEP = 1e-4;

    public final HeadKind kind;
    public final Activation activation;
    public final float[] weights = new float[CLASSES * CHANNELS];
    public final float[] bias = new float[CLASSES];
    public final float[] features = new float[CHANNELS * PLACES];

    /** @param signed whether features may be below zero */
    public SlowHead(HeadKind kind, Activation activation, boolean signed, long seed) {
        this.kind = kind;
        this.activation = activation;
        SplittableRandom random = new SplittableRandom(seed);
        fill(weights, random, -1);
        fill(bias, random, -0.5);
        fill(features, random, signed ? -1 : 0);
    }

    private static void fill(float[] values, SplittableRandom random, double least) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(least, 1);
        }
    }

    /** Returns the head as a network that sees these features in every picture. */
    public FakeNetwork network() {
        return FakeNetwork.builder(kind, CLASSES, CHANNELS, weights)
                .bias(bias)
                .activation(activation)
                .features(HEIGHT, WIDTH, features)
                .build();
    }

    public double[] values() {
        double[] values = new double[features.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = features[i];
        }
        return values;
    }

    /** Returns the logits for any features [C, P]. */
    public double[] logits(double... a) {
        double[] logits = new double[CLASSES];
        for (int c = 0; c < CLASSES; c++) {
            for (int p = 0; p < PLACES; p++) {
                double z = bias[c];
                for (int k = 0; k < CHANNELS; k++) {
                    z += (double) weights[c * CHANNELS + k] * a[k * PLACES + p];
                }
                logits[c] += (activation == Activation.RELU ? Math.max(z, 0) : z) / PLACES;
            }
        }
        return logits;
    }

    /** Returns ∂t/∂A, [C, P], by central differences. */
    public double[][] gradient(ToDoubleFunction<double[]> target) {
        double[][] gradient = new double[CHANNELS][PLACES];
        for (int k = 0; k < CHANNELS; k++) {
            for (int p = 0; p < PLACES; p++) {
                double[] more = values();
                double[] less = values();
                more[k * PLACES + p] += STEP;
                less[k * PLACES + p] -= STEP;
                gradient[k][p] = (target.applyAsDouble(logits(more)) - target.applyAsDouble(logits(less))) / (2 * STEP);
            }
        }
        return gradient;
    }

    /** Returns Σ_k weight_k A_k(p). */
    public double[] sum(double... channelWeights) {
        double[] map = new double[PLACES];
        for (int k = 0; k < CHANNELS; k++) {
            for (int p = 0; p < PLACES; p++) {
                map[p] += channelWeights[k] * at(k, p);
            }
        }
        return map;
    }

    public double at(int k, int p) {
        return features[k * PLACES + p];
    }

    public double sumOf(int k) {
        double sum = 0;
        for (int p = 0; p < PLACES; p++) {
            sum += at(k, p);
        }
        return sum;
    }
}
