package io.cam4j.onnx.backward;

import java.util.List;
import java.util.stream.IntStream;

/**
 * ReduceMax-1, -11, -12, -13 (axes are an attribute), -18 (an input): the largest values share the gradient evenly, as in
 * PyTorch's amax.
 */
final class ReduceMaxRule implements ReducingRule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        Dims x = step.inputDims(0);
        List<Integer> axes = axes(step);
        List<Long> kept = IntStream.range(0, x.rank())
                .mapToObj(axis -> axes.contains(axis) ? 1L : x.size(axis))
                .toList();
        String largest = emit.reshape(step.output(), kept);
        String mask = emit.mask(emit.call("Not", emit.call("Less", step.input(0), largest)));
        List<Long> forward = axes.stream().map(Integer::longValue).toList();
        String share = emit.over(mask, emit.sum(mask, forward));
        return emit.times(emit.spread(step.upstream(), step.outputDims(), axes, x), share);
    }
}
