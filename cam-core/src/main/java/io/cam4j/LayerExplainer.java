package io.cam4j;

import io.cam4j.gemm.GemmPool;
import io.cam4j.method.CamMethod;
import io.cam4j.method.Target;
import io.cam4j.network.LayerOutput;
import io.cam4j.network.Network;
import io.cam4j.preprocessing.Geometry;
import io.cam4j.preprocessing.InputTensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** From a run at layers to an explanation: probabilities, choice of classes, gradients, maps, their fusion. */
final class LayerExplainer {
    private static final long MOST_GRADIENT_VALUES = 16L << 20; // 64 MB; more classes go back in several passes

    private final @Nullable Labels labels;
    private final GemmPool gemm;
    private final Network network;
    private final Provenance provenance;
    private final Executor helpers;

    LayerExplainer(@Nullable Labels labels, GemmPool gemm, Network network, Provenance provenance, Executor helpers) {
        this.helpers = helpers;
        this.network = network;
        this.labels = labels;
        this.gemm = gemm;
        this.provenance = provenance;
    }

    /**
     * Explains one image by the plan's open methods.
     *
     * @param input the image, of which the run was
     */
    Explanation explain(InputTensor input, LayerOutput output, Plan plan) {
        float[] logits = new float[provenance.head().classes()];
        output.logits().get(logits);
        NonFiniteScoresException.check(provenance.model().name(), "logits", logits);
        float[] probabilities = Scores.probabilities(logits, provenance.head().scores());
        int[] classes = plan.request().choose(logits, probabilities);
        Geometry geometry = input.geometry();
        Provenance origin = plan.provenance(provenance);
        Seen seen = new Seen(classes, logits, probabilities, geometry);
        List<Map<String, List<ActivationMap>>> maps = maps(input, output, plan, seen);
        List<String> names = plan.request().layers();
        Map<String, Explanation> atLayers = new LinkedHashMap<>();
        for (int layer = 0; layer < names.size(); layer++) {
            Map<String, List<ClassActivation>> own = activations(maps.get(layer), seen);
            atLayers.put(names.get(layer), new Explanation(own, logits, probabilities, geometry, origin));
        }
        Optional<LayerFusion> fusion = plan.request().fusion().filter(any -> names.size() > 1);
        return new Explanation(
                activations(fusion.map(way -> fused(way, maps, input)).orElse(maps.get(0)), seen),
                atLayers,
                logits,
                probabilities,
                geometry,
                fusion.map(way -> fusedBy(way, names, origin)).orElse(origin));
    }

    private static Provenance fusedBy(LayerFusion fusion, List<String> layers, Provenance origin) {
        return origin.chosen(
                origin.method(), "%s; the maps at %s are fused: %s".formatted(origin.choice(), layers, fusion.label()));
    }

    /** What the network said. */
    private static final class Seen {
        final int[] classes;
        final float[] logits;
        final float[] probabilities;
        final Geometry geometry;

        Seen(int[] classes, float[] logits, float[] probabilities, Geometry geometry) {
            this.classes = classes;
            this.logits = logits;
            this.probabilities = probabilities;
            this.geometry = geometry;
        }
    }

    /** The maps of each layer, by method. */
    private List<Map<String, List<ActivationMap>>> maps(InputTensor input, LayerOutput output, Plan plan, Seen seen) {
        int count = output.count();
        List<LayerMaps> layers = IntStream.range(0, count)
                .mapToObj(layer -> new LayerMaps(gemm, provenance.model().name(), plan.open(), output, layer))
                .toList();
        fromOneRun(output, plan.fromOneRun(), layers, seen);
        if (seen.classes.length > 0) {
            byTrials(input, output, plan, layers, seen);
        }
        return layers.stream().map(LayerMaps::maps).toList();
    }

    private void byTrials(InputTensor input, LayerOutput output, Plan plan, List<LayerMaps> layers, Seen seen) {
        List<CamMethod> methods = plan.byTrials();
        List<String> names = plan.request().layers();
        TrialWatcher watcher = plan.request().watcher();
        int number = 0;
        for (int layer = 0; layer < layers.size(); layer++) {
            LayerMaps here = layers.get(layer);
            for (CamMethod method : methods) {
                number++;
                TrialPart part = new TrialPart(
                        method.name(), names.isEmpty() ? "" : names.get(layer), number, methods.size() * layers.size());
                here.addTrials(
                        method,
                        new TrialRuns(
                                network,
                                output,
                                input,
                                (done, all) -> watcher.goesOn(part, done, all),
                                seen.logits,
                                seen.classes,
                                layer,
                                here.features(),
                                helpers));
            }
        }
    }

    private static void fromOneRun(LayerOutput output, List<CamMethod> methods, List<LayerMaps> layers, Seen seen) {
        int[] classes = seen.classes;
        List<Target> targets = LayerGradients.targets(methods);
        long values = IntStream.range(0, output.count())
                .mapToLong(layer -> (long) output.channels(layer) * output.mapHeight(layer) * output.mapWidth(layer))
                .sum();
        int step = (int) Math.max(1, MOST_GRADIENT_VALUES / (values * Math.max(1, targets.size())));
        for (int from = 0; from < classes.length; from += step) {
            int[] some = Arrays.copyOfRange(classes, from, Math.min(from + step, classes.length));
            float[] theirs = new float[some.length];
            for (int place = 0; place < some.length; place++) {
                theirs[place] = seen.logits[some[place]];
            }
            LayerGradients gradients = LayerGradients.of(output, targets, seen.logits, some);
            layers.forEach(layer -> layer.add(methods, theirs, gradients));
        }
    }

    private static Map<String, List<ActivationMap>> fused(
            LayerFusion fusion, List<Map<String, List<ActivationMap>>> maps, InputTensor input) {
        Map<String, List<ActivationMap>> fused = new LinkedHashMap<>();
        maps.get(0).forEach((method, first) -> {
            List<ActivationMap> ofMethod = new ArrayList<>(first.size());
            for (int place = 0; place < first.size(); place++) {
                int here = place;
                List<ActivationMap> parts = maps.stream()
                        .map(layer -> layer.getOrDefault(method, List.of()).get(here))
                        .toList();
                ofMethod.add(fusion.fuse(parts, input.height(), input.width()));
            }
            fused.put(method, ofMethod);
        });
        return fused;
    }

    private Map<String, List<ClassActivation>> activations(Map<String, List<ActivationMap>> maps, Seen seen) {
        Map<String, List<ClassActivation>> activations = new LinkedHashMap<>();
        maps.forEach((method, ofMethod) -> activations.put(
                method,
                IntStream.range(0, ofMethod.size())
                        .mapToObj(place -> activation(method, place, ofMethod.get(place), seen))
                        .toList()));
        return activations;
    }

    private ClassActivation activation(String method, int place, ActivationMap map, Seen seen) {
        int index = seen.classes[place];
        return new ClassActivation(
                place + 1,
                index,
                labels == null ? null : labels.get(index),
                seen.logits[index],
                seen.probabilities[index],
                method,
                map,
                map,
                Double.NaN,
                seen.geometry);
    }
}
