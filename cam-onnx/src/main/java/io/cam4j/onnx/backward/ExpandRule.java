package io.cam4j.onnx.backward;

/**
 * Expand-8, -13: what was repeated is summed.
 */
final class ExpandRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        return step.emit().unbroadcast(step.upstream(), step.outputDims(), step.inputDims(0));
    }
}
