package io.cam4j.method;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How one map is formed: a sum over channels, Σ_k weight_k A_k(p), which the mapper forms together with all others of the
 * request in one matrix product; or values that are there already. Immutable.
 */
public final class MapRecipe {
    private final float @Nullable [] weights; // [C]
    private final boolean @Nullable [] gate; // [P], of the sum
    private final float @Nullable [] values; // [P]
    private final float @Nullable [] linear; // [P]
    private final int height; // of a map that has not the features' size; or else 0

    private MapRecipe(
            float @Nullable [] weights,
            boolean @Nullable [] gate,
            float @Nullable [] values,
            float @Nullable [] linear) {
        this(weights, gate, values, linear, 0);
    }

    private MapRecipe(
            float @Nullable [] weights,
            boolean @Nullable [] gate,
            float @Nullable [] values,
            float @Nullable [] linear,
            int height) {
        this.height = height;
        this.weights = weights;
        this.gate = gate;
        this.values = values;
        this.linear = linear;
    }

    /**
     * Returns the sum over channels with these weights.
     *
     * @param weights shape [C]; kept, so let go of it
     */
    public static MapRecipe channels(float... weights) {
        return new MapRecipe(Objects.requireNonNull(weights), null, null, null);
    }

    /**
     * Returns a finished map.
     *
     * @param values shape [P], row-major; kept, so let go of it
     */
    public static MapRecipe values(float... values) {
        return new MapRecipe(null, null, Objects.requireNonNull(values), null);
    }

    /**
     * Returns a finished map of a size of its own.
     *
     * @param values shape [height, width], row-major; kept, so let go of it
     * @throws IllegalArgumentException if they do not fit
     */
    static MapRecipe plane(int height, int width, float... values) {
        if (height < 1 || width < 1 || values.length != (long) height * width) {
            throw new IllegalArgumentException(
                    "a map [%d, %d] expected, got %d values".formatted(height, width, values.length));
        }
        return new MapRecipe(null, null, values, null, height);
    }

    /**
     * Returns the rows of the map.
     *
     * @param ofFeatures those of the features, which most maps have too
     */
    public int height(int ofFeatures) {
        return height == 0 ? ofFeatures : height;
    }

    /** Returns the sum over channels where the gate is open, 0 elsewhere. */
    static MapRecipe gated(float[] weights, boolean... gate) {
        return new MapRecipe(weights, gate, null, null);
    }

    /** Returns a finished map, and the sum over channels it came from. */
    static MapRecipe exact(float[] values, float... linear) {
        return new MapRecipe(null, null, values, linear);
    }

    /** Returns the weights of a sum over channels, shape [C], null if the map is finished. Not a copy. */
    public float @Nullable [] weights() {
        return weights;
    }

    /**
     * Returns the map, shape [P], row-major.
     *
     * @param sum Σ_k weight_k A_k(p), shape [P]; not asked for if the map is finished
     */
    public float[] finish(float... sum) {
        if (values != null) {
            return values;
        }
        if (gate == null) {
            return sum;
        }
        float[] result = new float[sum.length];
        for (int p = 0; p < result.length; p++) {
            result[p] = gate[p] ? sum[p] : 0f;
        }
        return result;
    }

    /** Returns the sum over channels without the head's bias and activation, null where the map is no other. */
    public float @Nullable [] linear() {
        return linear;
    }
}
