package io.cam4j.onnx.graph;

import io.cam4j.network.ClassifierWeights;
import io.cam4j.network.Head;
import java.util.List;

/**
 * A head as it was found in a graph.
 *
 * @param head what it is
 * @param weights its weights and bias, [K, C] and [K]
 * @param nodes the nodes matched, from the logits back to the tap
 */
public record FoundHead(Head head, ClassifierWeights weights, List<OnnxNode> nodes) {
    /** Copies the nodes. */
    public FoundHead {
        nodes = List.copyOf(nodes);
    }
}
