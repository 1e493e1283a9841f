package io.cam4j.onnx.backward;

import io.cam4j.onnx.graph.MalformedGraphException;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.OnnxNode;
import java.util.Optional;

/**
 * QuantizeLinear and DequantizeLinear of activations, with one scale for all: rounding is passed straight through (Bengio et
 * al., "Estimating or Propagating Gradients Through Stochastic Neurons", 2013), so ∂y/∂x = 1/scale and scale.
 */
final class QuantizationRule implements Rule {
    private static final String MANY_SCALES = "a scale for each channel or block";

    @Override
    public String gradient(Step step, int input) {
        if (step.inputDims(1).count() > 1) { // a scale that is computed
            throw new MalformedGraphException(
                    "no gradient leads through %s with %s".formatted(step.node(), MANY_SCALES));
        }
        String g = step.upstream();
        return step.node().operator().equals("QuantizeLinear")
                ? step.emit().over(g, step.input(1))
                : step.emit().times(g, step.input(1));
    }

    @Override
    public Optional<String> refusal(OnnxGraph graph, OnnxNode node) {
        return node.input(1)
                .flatMap(graph::constant)
                .filter(scale -> scale.shape().stream().anyMatch(size -> size > 1))
                .map(scale -> MANY_SCALES);
    }
}
