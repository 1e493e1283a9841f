package io.cam4j;

import io.cam4j.gemm.GemmPool;
import io.cam4j.method.Basis;
import io.cam4j.method.CamMethod;
import io.cam4j.method.ClassPlane;
import io.cam4j.method.MapRecipe;
import io.cam4j.network.Head;
import io.cam4j.network.NetworkOutput;
import io.cam4j.preprocessing.Geometry;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** From a run's logits and features to explanations: probabilities, choice of classes, methods, completeness. */
final class MapFormer {
    private final Head head;
    private final @Nullable Labels labels;
    private final GemmPool gemm;
    private final Provenance provenance;

    MapFormer(Head head, @Nullable Labels labels, GemmPool gemm, Provenance provenance) {
        this.head = head;
        this.labels = labels;
        this.gemm = gemm;
        this.provenance = provenance;
    }

    Provenance provenance() {
        return provenance;
    }

    List<Explanation> explain(List<Geometry> geometries, NetworkOutput output, Request request) {
        FloatBuffer allLogits = output.logits();
        List<Explanation> explanations = new ArrayList<>(geometries.size());
        for (int image = 0; image < geometries.size(); image++) {
            float[] logits = new float[head.classes()];
            allLogits.get(logits);
            checkFinite("logits", logits);
            explanations.add(explain(geometries.get(image), output, image, logits, request));
        }
        return explanations;
    }

    private Explanation explain(Geometry geometry, NetworkOutput output, int image, float[] logits, Request request) {
        float[] probabilities = Scores.probabilities(logits, head.scores());
        int[] classes = request.choose(logits, probabilities);
        boolean rows = request.wantsRows();
        ImageEvidence evidence = new ImageEvidence(head, gemm, output, image, logits, classes, rows);
        for (ClassPlane plane : evidence.planes()) {
            checkFinite("weights × features", plane.product());
        }
        List<List<MapRecipe>> recipes = recipes(request.methods(), evidence, classes.length);
        ChannelSums sums = sums(recipes, evidence, rows);
        Map<String, List<ClassActivation>> activations = new LinkedHashMap<>();
        for (int m = 0; m < recipes.size(); m++) {
            String method = request.methods().get(m).name();
            List<ClassActivation> ofMethod = new ArrayList<>(classes.length);
            for (int place = 0; place < classes.length; place++) {
                int index = classes[place];
                ActivationMap[] maps = maps(recipes.get(m).get(place), sums, output);
                ofMethod.add(new ClassActivation(
                        place + 1,
                        index,
                        labels == null ? null : labels.get(index),
                        logits[index],
                        probabilities[index],
                        method,
                        maps[0],
                        maps[1],
                        evidence.planes().get(place).completenessError(logits[index]),
                        geometry));
            }
            activations.put(method, ofMethod);
        }
        return new Explanation(activations, logits, probabilities, geometry, provenance);
    }

    /** A recipe for each method and class; a method that works on features alone has the same for all classes. */
    private List<List<MapRecipe>> recipes(List<CamMethod> methods, ImageEvidence evidence, int count) {
        List<List<MapRecipe>> recipes = new ArrayList<>(methods.size());
        for (CamMethod method : methods) {
            List<MapRecipe> ofMethod = new ArrayList<>(count);
            for (int place = 0; place < count; place++) {
                ofMethod.add(
                        place > 0 && method.basis() == Basis.FEATURES
                                ? ofMethod.get(0)
                                : recipe(method, evidence, place));
            }
            recipes.add(ofMethod);
        }
        return recipes;
    }

    private MapRecipe recipe(CamMethod method, ImageEvidence evidence, int place) {
        return ChannelSums.checked(method.map(evidence.of(method, place)), method, head.channels());
    }

    private static ChannelSums sums(List<List<MapRecipe>> recipes, ImageEvidence evidence, boolean rows) {
        ChannelSums sums = new ChannelSums();
        if (rows) {
            evidence.planes().forEach(plane -> sums.know(plane.row(), plane.product()));
            recipes.forEach(ofMethod -> ofMethod.forEach(sums::want));
            sums.form(evidence::sums);
        }
        return sums;
    }

    /** The map, and the one without the head's bias and activation, which mostly is the same. */
    private ActivationMap[] maps(MapRecipe recipe, ChannelSums sums, NetworkOutput output) {
        float[] values = sums.map(recipe);
        checkFinite("maps", values); // finite products and a finite bias may still overflow
        ActivationMap map = ActivationMap.owning(output.mapHeight(), output.mapWidth(), values);
        float[] linear = recipe.linear();
        return new ActivationMap[] {
            map,
            linear == null || linear == values
                    ? map
                    : ActivationMap.owning(output.mapHeight(), output.mapWidth(), linear)
        };
    }

    private void checkFinite(String what, float[] values) {
        NonFiniteScoresException.check(provenance.model().name(), what, values);
    }
}
