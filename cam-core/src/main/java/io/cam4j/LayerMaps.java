package io.cam4j;

import io.cam4j.gemm.GemmPool;
import io.cam4j.method.Basis;
import io.cam4j.method.CamMethod;
import io.cam4j.method.Evidence;
import io.cam4j.method.Features;
import io.cam4j.method.Gradient;
import io.cam4j.method.MapRecipe;
import io.cam4j.method.Target;
import io.cam4j.method.Trials;
import io.cam4j.network.LayerOutput;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The maps at one layer of a run, as they are formed. For one thread, while the run's output is open. */
final class LayerMaps {
    private final GemmPool gemm;
    private final String model;
    private final int layer;
    private final Features features;
    private final FloatBuffer featureMemory;
    private final Map<String, MapRecipe> ofFeatures = new HashMap<>();
    private final Map<String, List<ActivationMap>> maps = new LinkedHashMap<>();

    /** @param model name of the model's file, for messages */
    LayerMaps(GemmPool gemm, String model, List<CamMethod> methods, LayerOutput output, int layer) {
        this.gemm = gemm;
        this.model = model;
        methods.forEach(method -> maps.put(method.name(), new ArrayList<>()));
        this.layer = layer;
        featureMemory = output.features(layer);
        features = Features.from(
                output.channels(layer), output.mapHeight(layer), output.mapWidth(layer), featureMemory.duplicate());
    }

    /** Returns the maps formed so far, by method. */
    Map<String, List<ActivationMap>> maps() {
        return maps;
    }

    /** Returns the layer's features. */
    Features features() {
        return features;
    }

    /** Forms the maps of all classes by a method that is trials here. */
    void addTrials(CamMethod method, Trials trials) {
        form(List.of(method), List.of(method.trials().orElseThrow().of(trials)));
    }

    /**
     * Forms the maps of some more classes by methods on features and gradients.
     *
     * @param logits of these classes
     */
    void add(List<CamMethod> methods, float[] logits, LayerGradients gradients) {
        List<List<MapRecipe>> recipes = new ArrayList<>();
        methods.forEach(method -> recipes.add(new ArrayList<>()));
        for (int place = 0; place < logits.length; place++) {
            int here = place;
            Map<Target, Gradient> known = new HashMap<>();
            for (int m = 0; m < methods.size(); m++) {
                CamMethod method = methods.get(m);
                recipes.get(m)
                        .add(
                                method.basis() == Basis.FEATURES
                                        ? ofFeatures(method, logits[here])
                                        : recipe(
                                                method,
                                                known.computeIfAbsent(
                                                        method.target(), t -> gradients.at(layer, t, here)),
                                                logits[here]));
            }
        }
        form(methods, recipes);
    }

    /** A method that works on features alone has the same map for all classes. */
    private MapRecipe ofFeatures(CamMethod method, float logit) {
        return ofFeatures.computeIfAbsent(method.name(), name -> {
            Gradient none = Gradient.uniform(features.positions(), new float[features.channels()]);
            return recipe(method, none, logit);
        });
    }

    private MapRecipe recipe(CamMethod method, Gradient gradient, float logit) {
        MapRecipe recipe = method.map(Evidence.of(() -> features, gradient, logit));
        return ChannelSums.checked(recipe, method, features.channels());
    }

    private void form(List<CamMethod> methods, List<List<MapRecipe>> recipes) {
        ChannelSums sums = new ChannelSums();
        recipes.forEach(ofMethod -> ofMethod.forEach(sums::want));
        sums.form(rows -> ChannelSums.of(rows, gemm, features.positions(), featureMemory.duplicate()));
        for (int m = 0; m < methods.size(); m++) {
            List<ActivationMap> ofMethod =
                    Objects.requireNonNull(maps.get(methods.get(m).name()));
            for (MapRecipe recipe : recipes.get(m)) {
                float[] values = sums.map(recipe);
                NonFiniteScoresException.check(model, "maps", values);
                int height = recipe.height(features.height());
                ofMethod.add(ActivationMap.owning(height, values.length / height, values));
            }
        }
    }
}
