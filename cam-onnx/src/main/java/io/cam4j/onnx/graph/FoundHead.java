package io.cam4j.onnx.graph;

import io.cam4j.network.ClassifierWeights;
import io.cam4j.network.Head;
import io.cam4j.network.ScoreKind;
import io.cam4j.preprocessing.TensorLayout;
import java.util.List;
import java.util.Optional;

/**
 * A head as it was found in a graph.
 *
 * @param head what it is; its tap is the name of a tensor in the graph, output or not
 * @param weights its weights and bias, [K, C] and [K]; empty where there is a tail
 * @param tail what stands behind the pool where that is more than one linear layer
 * @param logits name of the tensor of scores before softmax: n · K values, perhaps with axes of one
 * @param layout order of the tapped tensor's axes
 * @param nodes the nodes matched, from the output back to the tap
 * @param rejected outputs that were tried before and why they did not do
 */
public record FoundHead(
        Head head,
        Optional<ClassifierWeights> weights,
        Optional<Tail> tail,
        String logits,
        TensorLayout layout,
        List<OnnxNode> nodes,
        List<String> rejected) {
    /** Copies the lists. */
    public FoundHead {
        nodes = List.copyOf(nodes);
        rejected = List.copyOf(rejected);
    }

    FoundHead with(ScoreKind scores, List<String> rejectedBefore) {
        return new FoundHead(head.withScores(scores), weights, tail, logits, layout, nodes, rejectedBefore);
    }
}
