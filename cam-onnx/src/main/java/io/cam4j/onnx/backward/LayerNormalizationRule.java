package io.cam4j.onnx.backward;

import java.util.List;

/**
 * LayerNormalization-17 over the axes from {@code axis} on: y = x̂ · scale + bias with x̂ = (x − mean)/σ, σ = √(var + ε). With
 * h = ∂t/∂y · scale the chain rule through mean and σ gives ∂t/∂x = (h − mean(h) − x̂ · mean(h · x̂))/σ (Ba et al., "Layer
 * Normalization", 2016).
 */
final class LayerNormalizationRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        List<Integer> axes = step.axesFrom(step.inputDims(0).axis(step.node().intAttribute("axis", -1)));
        String h = step.emit().times(step.upstream(), step.input(1));
        return throughStatistics(step, h, axes, step.node().floatAttribute("epsilon", 1e-5f));
    }

    /** Returns (h − mean(h) − x̂ · mean(h · x̂))/σ, means over some of the input's axes. */
    static String throughStatistics(Step step, String h, List<Integer> axes, float epsilon) {
        Emitter emit = step.emit();
        List<Long> forward = axes.stream().map(Integer::longValue).toList();
        String x = step.input(0);
        String centered = emit.minus(x, emit.mean(x, forward));
        String variance = emit.mean(emit.times(centered, centered), forward);
        String sigma = emit.call("Sqrt", emit.plus(variance, emit.number(epsilon)));
        String normalized = emit.over(centered, sigma);
        List<Long> gradientAxes = step.gradientAxes(axes);
        String along = emit.times(normalized, emit.mean(emit.times(h, normalized), gradientAxes));
        return emit.over(emit.minus(emit.minus(h, emit.mean(h, gradientAxes)), along), sigma);
    }
}
