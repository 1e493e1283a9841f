package io.cam4j.onnx.backward;

/**
 * Softplus-1, -22: y = ln(1 + eˣ), ∂y/∂x = 1/(1 + e⁻ˣ).
 */
final class SoftplusRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        return step.emit().times(step.upstream(), step.emit().call("Sigmoid", step.input(0)));
    }
}
