package io.cam4j.onnx.graph;

import io.cam4j.network.ClassifierWeights;
import io.cam4j.network.Head;
import io.cam4j.network.HeadKind;
import io.cam4j.network.ScoreKind;
import io.cam4j.preprocessing.TensorLayout;
import java.util.List;
import java.util.Optional;

/**
 * A head as it was found in a graph.
 *
 * @param head what it is; its tap is the name of a tensor in the graph, output or not
 * @param weights its weights and bias, [K, C] and [K]; empty where there is a tail
 * @param stored how the weights stand in the file, for people to read; empty where there is a tail
 * @param tail what stands behind the pool where that is more than one linear layer
 * @param logits name of the tensor of scores before softmax: n · K values, perhaps with axes of one
 * @param layout order of the tapped tensor's axes
 * @param nodes the nodes matched, from the output back to the tap
 * @param rejected outputs that were tried before and why they did not do
 */
public record FoundHead(
        Head head,
        Optional<ClassifierWeights> weights,
        String stored,
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

    /** Returns why this is the tensor to tap, a sentence without its full stop. */
    public String reason() {
        return switch (head.kind()) {
            case GAP_LINEAR, GAP_CONV ->
                "the logits are a linear layer of the mean of '%s' over its places, so each place's share in a logit is known"
                        .formatted(head.tap());
            case CONV_GAP ->
                "each logit is the mean of a plane of its own, which a 1×1 convolution makes of '%s'"
                        .formatted(head.tap());
            case GAP_TAIL ->
                "the logits depend on '%s' only through its mean over its places, whose gradient each place shares"
                        .formatted(head.tap());
            case LAYERS ->
                "'%s' is the last spatial tensor, and the logits depend on the image only through it; each place has weights of its own, so gradients and trials explain it"
                        .formatted(head.tap());
        };
    }

    /** Returns the same head with its tail taken for layers of any kind, whose gradient is not known. */
    public FoundHead withoutTail() {
        Head layers = new Head(
                HeadKind.LAYERS, head.tap(), "", head.channels(), head.classes(), head.activation(), head.scores());
        return new FoundHead(layers, weights, stored, Optional.empty(), logits, layout, nodes, rejected);
    }

    FoundHead with(ScoreKind scores, List<String> rejectedBefore) {
        return new FoundHead(head.withScores(scores), weights, stored, tail, logits, layout, nodes, rejectedBefore);
    }
}
