package io.cam4j.onnx.backward;

import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.OnnxNode;
import java.util.Optional;
import java.util.Set;

/** How the gradient of an operator's output becomes that of its inputs. Stateless. */
interface Rule {
    /**
     * Adds the nodes that form an input's gradient.
     *
     * @param step the node and the gradient of its output
     * @param input number of the input; one that {@link #passes}
     * @return the gradient's name
     */
    String gradient(Step step, int input);

    /** Returns whether the rule gives an input's gradient; an input that does not pass must not depend on the tap. */
    default boolean passes(int input) {
        return input == 0;
    }

    /** Returns the inputs whose values, whole numbers, have to be known beforehand: axes, starts, sizes. */
    default Set<Integer> parameters() {
        return Set.of();
    }

    /** Returns whether the rule takes the gradient of an output; others must not lead to the logits. */
    default boolean takes(int output) {
        return output == 0;
    }

    /**
     * Returns what of a node, its attributes or stored inputs, the rule does not hold for, in words that follow the node's name
     * and "with"; empty if it holds.
     */
    default Optional<String> refusal(OnnxGraph graph, OnnxNode node) {
        return Optional.empty();
    }
}
