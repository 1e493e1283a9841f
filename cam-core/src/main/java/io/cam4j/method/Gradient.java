package io.cam4j.method;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * The gradient of a target at one image's features, G_k(p) = P·∂t/∂A_k(p), shape [C, P]: how much t changes with a feature
 * of channel k, were all its P places like p. The mean over places is ∂t/∂mean(A_k). Immutable.
 */
public abstract sealed class Gradient permits UniformGradient, GatedGradient, MixedGradient, FullGradient {
    /**
     * Returns the gradient of a head that begins with a global pool, which is the same everywhere.
     *
     * @param positions P
     * @param row J_k = ∂t/∂mean(A_k), shape [C]; copied
     */
    public static Gradient uniform(int positions, float... row) {
        return new UniformGradient(row.clone(), positions);
    }

    /**
     * Returns the gradient of a convolution, an activation and a pool: the row where the activation is open, 0 elsewhere.
     *
     * @param row shape [C]; copied
     * @param gate m(p), shape [P]; copied
     */
    public static Gradient gated(float[] row, boolean... gate) {
        return new GatedGradient(row.clone(), gate.clone());
    }

    /**
     * Returns any gradient.
     *
     * @param channels C
     * @param gradient ∂t/∂A_k(p), shape [C, P], row-major; copied
     * @throws IllegalArgumentException if that is not a whole number of places
     */
    public static Gradient of(int channels, float... gradient) {
        return from(channels, FloatBuffer.wrap(gradient));
    }

    /**
     * Returns any gradient.
     *
     * @param channels C
     * @param gradient ∂t/∂A_k(p), shape [C, P], row-major, from position to limit; copied, the position is kept
     * @throws IllegalArgumentException if that is not a whole number of places
     */
    public static Gradient from(int channels, FloatBuffer gradient) {
        int count = gradient.remaining();
        if (channels < 1 || count == 0 || count % channels != 0) {
            throw new IllegalArgumentException(
                    "a gradient [C, P] of C = %d expected, got %d values".formatted(channels, count));
        }
        int positions = count / channels;
        float[] scaled = new float[count];
        gradient.duplicate().get(scaled);
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= positions;
        }
        return new FullGradient(channels, positions, scaled);
    }

    /**
     * Returns the gradient of a target that mixes the classes of one head: Σ_j s_j G_j, with G_j the gradient of a class's
     * logit.
     *
     * @param seeds s_j = ∂t/∂y_j; copied
     * @param planes of the same classes, in the same order, one or more, with their rows
     * @throws IllegalArgumentException if there are not as many of the one as of the other
     */
    public static Gradient mixed(float[] seeds, List<ClassPlane> planes) {
        return new MixedGradient(seeds.clone(), List.copyOf(planes));
    }

    /** Returns C. */
    public abstract int channels();

    /** Returns P. */
    public abstract int positions();

    /** Returns G_k(p). */
    public abstract float at(int channel, int position);

    /** Returns mean_p G_k(p) = Σ_p ∂t/∂A_k(p), shape [C]. */
    public abstract float[] mean();

    /** Returns max(G, 0). */
    public abstract Gradient rectified();

    /** Returns the map Σ_k G_k(p) A_k(p). */
    public abstract MapRecipe times(Features features);

    /**
     * Returns the mean over places in which each counts as much as its feature, Σ_p G_k(p) A_k(p) / Σ_p A_k(p), shape [C];
     * the plain mean where the features sum to 0.
     */
    abstract float[] meanOver(Features features);

    /** Returns mean_p f(k, G_k(p)), shape [C]. */
    abstract float[] meanOf(CellFunction function);

    /** A function of one value of the gradient. */
    @FunctionalInterface
    interface CellFunction {
        double at(int channel, double gradient);
    }
}
