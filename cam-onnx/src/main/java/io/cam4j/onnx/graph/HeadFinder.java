package io.cam4j.onnx.graph;

import io.cam4j.network.Activation;
import io.cam4j.network.Head;
import io.cam4j.network.HeadKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Recognizes a classifier's head by walking backwards from the logits to the features. It knows three kinds: pool →
 * linear, pool → 1×1 convolution, and 1×1 convolution → [Relu] → pool, with nodes in between that only reshape.
 */
public final class HeadFinder {
    private static final String SUPPORTED =
            "Supported are: global average pool → Gemm or MatMul [+ Add] (ResNet, DenseNet); global average pool → 1×1 Conv (TensorFlow MobileNet); 1×1 Conv → [Relu] → global average pool (SqueezeNet)";
    /** Nodes that pass the values on, in other shapes at most. */
    private static final Set<String> RESHAPING =
            Set.of("Identity", "Dropout", "Flatten", "Reshape", "Squeeze", "Unsqueeze", "Cast");

    private final OnnxGraph graph;
    private final String features;
    private final List<OnnxNode> matched = new ArrayList<>();
    private String tensor;

    private HeadFinder(OnnxGraph graph, String logits, String features) {
        this.graph = graph;
        this.features = features;
        tensor = logits;
    }

    /**
     * Returns the head between two tensors of a graph.
     *
     * @param logits name of the scores before softmax, [n, K]
     * @param features name of the last spatial tensor, [n, C, h, w]
     * @throws MalformedGraphException if there is no head of a kind it knows; the message says what it saw
     */
    public static FoundHead find(OnnxGraph graph, String logits, String features) {
        return new HeadFinder(graph, logits, features).find();
    }

    private FoundHead find() {
        skipReshaping();
        return GlobalPool.is(graph, here()) ? convThenPool() : linearThenPool();
    }

    private FoundHead linearThenPool() {
        Linear linear = Linear.read(graph, here());
        if (linear == null) {
            throw unknown("a pool or a classifier expected");
        }
        linear.nodes().forEach(this::pass);
        tensor = linear.data();
        skipReshaping();
        if (!GlobalPool.is(graph, here())) {
            throw unknown("a global average pool expected before the classifier");
        }
        passToInput();
        skipIdentities();
        HeadKind kind = linear.isConvolution() ? HeadKind.GAP_CONV : HeadKind.GAP_LINEAR;
        return found(kind, linear, Activation.NONE);
    }

    private FoundHead convThenPool() {
        passToInput();
        skipIdentities();
        Activation activation = Activation.NONE;
        if (here().operator().equals("Relu")) {
            activation = Activation.RELU;
            passToInput();
            skipIdentities();
        }
        Linear linear = Linear.read(graph, here());
        if (linear == null || !linear.isConvolution()) {
            throw unknown("a 1×1 Conv expected before the pool");
        }
        linear.nodes().forEach(this::pass);
        tensor = linear.data();
        skipIdentities();
        return found(HeadKind.CONV_GAP, linear, activation);
    }

    private FoundHead found(HeadKind kind, Linear linear, Activation activation) {
        if (!tensor.equals(features)) {
            throw unknown("the head's features are the tensor '%s', not the output '%s'".formatted(tensor, features));
        }
        Head head = new Head(
                kind,
                features,
                linear.weightsName(),
                linear.weights().channels(),
                linear.weights().classes(),
                activation);
        return new FoundHead(head, linear.weights(), matched);
    }

    private void skipReshaping() {
        while (!tensor.equals(features) && RESHAPING.contains(here().operator())) {
            passToInput();
        }
    }

    /** Spatial tensors may be renamed and dropped out, not reshaped. */
    private void skipIdentities() {
        while (!tensor.equals(features) && Set.of("Identity", "Dropout").contains(here().operator())) {
            passToInput();
        }
    }

    private void passToInput() {
        OnnxNode node = here();
        pass(node);
        tensor = node.input(0).orElseThrow(() -> unknown("%s has no input".formatted(node)));
    }

    private void pass(OnnxNode node) {
        if (matched.contains(node)) {
            throw new MalformedGraphException("the graph runs in a circle through %s".formatted(node));
        }
        matched.add(node);
    }

    private OnnxNode here() {
        return graph.producer(tensor).orElseThrow(() -> unknown("no node gives the tensor '%s'".formatted(tensor)));
    }

    private MalformedGraphException unknown(String problem) {
        String last = graph.producer(tensor).map(OnnxNode::toString).orElse("nothing");
        return new MalformedGraphException(
                "the classifier's head is not one this version knows: %s; seen backwards from the logits: %s, then %s. %s"
                        .formatted(problem, matched, last, SUPPORTED));
    }
}
