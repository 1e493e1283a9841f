package io.cam4j;

import io.cam4j.method.Basis;
import io.cam4j.method.CamMethod;
import io.cam4j.method.Gradient;
import io.cam4j.method.Target;
import io.cam4j.network.LayerOutput;
import io.cam4j.network.Seeds;
import java.nio.FloatBuffer;
import java.util.List;

/** The gradients of all targets of some methods and classes at all layers of a run, from one backward pass. */
final class LayerGradients {
    private final LayerOutput output;
    private final List<Target> targets;
    private final int classes;
    private final List<FloatBuffer> values; // a layer each: [targets · classes, C, P]

    private LayerGradients(LayerOutput output, List<Target> targets, int classes, List<FloatBuffer> values) {
        this.output = output;
        this.targets = targets;
        this.classes = classes;
        this.values = values;
    }

    /** Returns the targets of methods that work on gradients, each once. */
    static List<Target> targets(List<CamMethod> methods) {
        return methods.stream()
                .filter(method -> method.basis() == Basis.GRADIENT)
                .map(CamMethod::target)
                .distinct()
                .toList();
    }

    /**
     * Runs the backward pass, if there is a target.
     *
     * @param logits all, [K]
     * @param classes those wanted
     */
    static LayerGradients of(LayerOutput output, List<Target> targets, float[] logits, int... classes) {
        List<FloatBuffer> values = targets.isEmpty() ? List.of() : output.gradients(seeds(targets, logits, classes));
        return new LayerGradients(output, targets, classes.length, values);
    }

    private static Seeds seeds(List<Target> targets, float[] logits, int... classes) {
        if (targets.equals(List.of(Target.logit()))) {
            return Seeds.ofClasses(classes);
        }
        return Seeds.of(Math.multiplyExact(targets.size(), classes.length), TargetSeeds.of(targets, logits, classes));
    }

    /** Returns the gradient of a target for the class at a place of the order, at a layer. */
    Gradient at(int layer, Target target, int place) {
        int length = output.channels(layer) * output.mapHeight(layer) * output.mapWidth(layer);
        int row = targets.indexOf(target) * classes + place;
        return Gradient.from(output.channels(layer), values.get(layer).slice(row * length, length));
    }
}
