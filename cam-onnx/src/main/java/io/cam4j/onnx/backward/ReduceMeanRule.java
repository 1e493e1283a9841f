package io.cam4j.onnx.backward;

import java.util.List;

/**
 * ReduceMean-1, -11, -13 (axes are an attribute), -18 (an input), GlobalAveragePool-1, -22: y is the mean of n values, so each
 * has ∂y/∂x = 1/n.
 */
final class ReduceMeanRule implements ReducingRule {
    @Override
    public String gradient(Step step, int input) {
        Dims to = step.inputDims(0);
        List<Integer> axes = axes(step);
        String share = step.emit().scaled(step.upstream(), 1.0 / to.count(axes));
        return step.emit().spread(share, step.outputDims(), axes, to);
    }
}
