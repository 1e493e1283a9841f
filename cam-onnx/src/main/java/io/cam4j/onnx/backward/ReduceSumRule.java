package io.cam4j.onnx.backward;

/**
 * ReduceSum-1, -11 (axes are an attribute), -13 (an input): each value summed has ∂y/∂x = 1.
 */
final class ReduceSumRule implements ReducingRule {
    @Override
    public String gradient(Step step, int input) {
        return step.emit().spread(step.upstream(), step.outputDims(), axes(step), step.inputDims(0));
    }
}
