package io.cam4j.onnx.backward;

import io.cam4j.onnx.graph.ElementTypes;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.OnnxNode;
import java.util.Optional;

/**
 * Identity-1, -13, -14 and later, Dropout-7, -10, -12, -13, -22 (no more than Identity where nothing is trained), Cast-6, -9, -13,
 * -19 and later and CastLike-15, -19 and later between kinds of floats: ∂y/∂x = 1.
 */
final class IdentityRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        return step.upstream();
    }

    /** Cast names its type; what it makes whole numbers of has no gradient. CastLike takes that of another tensor. */
    @Override
    public Optional<String> refusal(OnnxGraph graph, OnnxNode node) {
        return node.operator().equals("CastLike")
                ? node.input(1)
                        .map(graph::typeOf)
                        .filter(type -> !ElementTypes.isFloat(type))
                        .map("the type %s"::formatted)
                : Optional.empty();
    }
}
