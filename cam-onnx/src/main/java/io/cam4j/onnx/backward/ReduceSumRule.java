package io.cam4j.onnx.backward;

import java.util.Set;

/**
 * ReduceSum-1, -11 (axes are an attribute), -13 (an input): each value summed has ∂y/∂x = 1.
 */
final class ReduceSumRule implements Rule {
    @Override
    public Set<Integer> parameters() {
        return Set.of(1);
    }

    @Override
    public String gradient(Step step, int input) {
        return step.emit().spread(step.upstream(), step.outputDims(), Reduced.axes(step), step.inputDims(0));
    }
}
