package io.cam4j.onnx.backward;

/**
 * QuantizeLinear and DequantizeLinear of activations, with one scale for all: rounding is passed straight through (Bengio et
 * al., "Estimating or Propagating Gradients Through Stochastic Neurons", 2013), so ∂y/∂x = 1/scale and scale.
 */
final class QuantizationRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        String g = step.upstream();
        return step.node().operator().equals("QuantizeLinear")
                ? step.emit().over(g, step.input(1))
                : step.emit().times(g, step.input(1));
    }
}
