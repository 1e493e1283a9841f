package io.cam4j.onnx.backward;

/**
 * Reshape-5, -13, -14, Flatten-1, -9, -11, -13, Squeeze-1, -11, -13, Unsqueeze-1, -11, -13: the values stay, so the gradient
 * takes the input's shape.
 */
final class ReshapeRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Dims to = step.inputDims(0);
        return to.tail().equals(step.outputDims().tail())
                ? step.upstream()
                : step.emit().reshape(step.upstream(), to.gradient());
    }
}
