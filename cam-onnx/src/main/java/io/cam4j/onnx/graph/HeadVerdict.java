package io.cam4j.onnx.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says what kind of head a classifier has that is not one of those explained, by what lies behind its logits. */
final class HeadVerdict {
    private static final int MOST_NODES = 20_000;
    private static final Set<String> SPATIAL = Set.of("Conv", "MaxPool", "AveragePool", "ConvTranspose");
    private static final Set<String> ATTENTION =
            Set.of("Attention", "com.microsoft.Attention", "com.microsoft.MultiHeadAttention");

    private final OnnxGraph graph;
    private final Set<OnnxNode> seen = new HashSet<>();
    private final List<GlobalPool> pools = new ArrayList<>();
    private int spatial;
    private boolean attention;

    private HeadVerdict(OnnxGraph graph) {
        this.graph = graph;
    }

    /** Returns a sentence without its full stop. */
    static String of(OnnxGraph graph, String logits) {
        HeadVerdict verdict = new HeadVerdict(graph);
        verdict.walk(logits);
        return verdict.sentence();
    }

    private String sentence() {
        if (attention) {
            return "tokens that attend to each other (vision transformers): no feature map is pooled, so there is no class activation map";
        }
        if (isTail()) {
            return "a pool, then a tail of several layers (MobileNetV3, ConvNeXt)";
        }
        if (pools.isEmpty() && spatial > 0) {
            return "a feature map that is flattened, then layers (AlexNet, VGG): each place has weights of its own, so there is no class activation map without gradients";
        }
        return "nothing known here";
    }

    /** Returns whether tokens attend to each other behind the last convolutions. */
    static boolean hasAttention(OnnxGraph graph, String logits) {
        HeadVerdict verdict = new HeadVerdict(graph);
        verdict.walk(logits);
        return verdict.attention;
    }

    /** Returns the pool that all ways from the logits to the image lead through, and nothing spatial behind it. */
    static Optional<GlobalPool> poolBefore(OnnxGraph graph, String logits) {
        HeadVerdict verdict = new HeadVerdict(graph);
        verdict.walk(logits);
        return verdict.isTail() ? Optional.of(verdict.pools.get(0)) : Optional.empty();
    }

    private boolean isTail() {
        return pools.size() == 1 && spatial == 0 && !attention;
    }

    /** Goes back from the logits as far as the first pools and convolutions. */
    private void walk(String logits) {
        Deque<String> open = new ArrayDeque<>();
        open.add(logits);
        while (!open.isEmpty() && seen.size() < MOST_NODES) {
            OnnxNode node = graph.producer(open.remove()).orElse(null);
            if (node == null || !seen.add(node) || isEnd(node)) {
                continue;
            }
            attention |= ATTENTION.contains(node.operator()) || multipliesTwoOfTheImage(node);
            node.inputs().stream()
                    .filter(input -> !input.isEmpty() && graph.constant(input).isEmpty())
                    .forEach(open::add);
        }
    }

    private boolean isEnd(OnnxNode node) {
        Optional<GlobalPool> pool = GlobalPool.read(graph, node);
        if (pool.isPresent()) {
            pools.add(pool.get());
            return true;
        }
        if (SPATIAL.contains(node.operator()) && !isPointwise(node)) {
            spatial++;
            return true;
        }
        return false;
    }

    /** A convolution that mixes no places: a linear layer, where it stands behind a pool. */
    private boolean isPointwise(OnnxNode node) {
        return node.operator().equals("Conv")
                && node.input(1)
                        .flatMap(graph::constant)
                        .map(kernel -> kernel.shape().equals(List.of(size(kernel, 0), size(kernel, 1), 1L, 1L)))
                        .orElse(false);
    }

    private static long size(ConstantValue kernel, int axis) {
        return axis < kernel.shape().size() ? kernel.shape().get(axis) : 0;
    }

    /** The product of queries and keys, or of attention and values: neither side is stored. */
    private boolean multipliesTwoOfTheImage(OnnxNode node) {
        return node.operator().equals("MatMul")
                && node.inputs().stream()
                        .allMatch(input -> graph.constant(input).isEmpty());
    }
}
