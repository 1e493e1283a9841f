package io.cam4j;

import io.cam4j.gemm.GemmPool;
import io.cam4j.method.CamMethod;
import io.cam4j.method.MapRecipe;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The sums over channels that recipes ask for: each once, however many ask, and all that are new in one product. */
final class ChannelSums {
    private final Map<Row, float[]> sums = new HashMap<>();
    private final List<float[]> wanted = new ArrayList<>();

    /**
     * Returns a method's recipe.
     *
     * @throws IllegalArgumentException if it has not as many weights as there are channels
     */
    static MapRecipe checked(MapRecipe recipe, CamMethod method, int channels) {
        float[] weights = recipe.weights();
        if (weights != null && weights.length != channels) {
            throw new IllegalArgumentException("a weight for each of %d channels expected of %s, got %d"
                    .formatted(channels, method.name(), weights.length));
        }
        return recipe;
    }

    /**
     * Returns Σ_k weight_k A_k(p) for rows of weights, each [P].
     *
     * @param rows one or more, each [C]
     * @param features A, [C, P], from position 0 on
     */
    static List<float[]> of(List<float[]> rows, GemmPool gemm, int positions, FloatBuffer features) {
        List<float[]> sums = new ArrayList<>(rows.size());
        gemm.with(rows.size(), rows.get(0).length, positions, plan -> {
            FloatBuffer weights = plan.weights();
            rows.forEach(weights::put);
            plan.multiply(features);
            FloatBuffer product = plan.product();
            for (int row = 0; row < rows.size(); row++) {
                float[] sum = new float[positions];
                product.get(sum);
                sums.add(sum);
            }
        });
        return sums;
    }

    /** Notes a sum that is there already. */
    void know(float[] weights, float[] sum) {
        sums.put(new Row(weights), sum);
    }

    /** Notes what a recipe asks for. */
    void want(MapRecipe recipe) {
        float[] weights = recipe.weights();
        if (weights != null && sums.putIfAbsent(new Row(weights), NONE) == null) {
            wanted.add(weights);
        }
    }

    private static final float[] NONE = {};

    /** @param product from rows of weights to their sums, in the same order; not called where none is new */
    void form(UnaryOperator<List<float[]>> product) {
        if (wanted.isEmpty()) {
            return;
        }
        List<float[]> formed = product.apply(wanted);
        for (int i = 0; i < formed.size(); i++) {
            sums.put(new Row(wanted.get(i)), formed.get(i));
        }
        wanted.clear();
    }

    /** Returns the map of a recipe that was wanted. */
    float[] map(MapRecipe recipe) {
        float[] weights = recipe.weights();
        return weights == null ? recipe.finish() : recipe.finish(sums.getOrDefault(new Row(weights), NONE));
    }

    /** Weights that are equal if their values are. */
    private static final class Row {
        private final float[] weights;

        Row(float[] weights) {
            this.weights = weights;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Row that && Arrays.equals(weights, that.weights);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(weights);
        }
    }
}
