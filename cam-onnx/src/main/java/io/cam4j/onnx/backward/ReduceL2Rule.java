package io.cam4j.onnx.backward;

import java.util.List;

/**
 * ReduceL2-1, -11, -13 (axes are an attribute), -18 (an input): y = √Σx², ∂y/∂x = x/y, and 0 where y = 0, as
 * in PyTorch.
 */
final class ReduceL2Rule implements ReducingRule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        Dims x = step.inputDims(0);
        List<Integer> axes = axes(step);
        String values = step.input(0);
        List<Long> forward = axes.stream().map(Integer::longValue).toList();
        String norm = emit.call("Sqrt", emit.sum(emit.times(values, values), forward));
        String g = emit.spread(step.upstream(), step.outputDims(), axes, x);
        String none = emit.mask(emit.call("Not", emit.call("Greater", norm, emit.number(0))));
        return emit.times(g, emit.over(values, emit.plus(norm, none)));
    }
}
