package io.cam4j.onnx.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Says what kind of head a classifier has that is not one of those explained, by what lies behind its logits. */
final class HeadVerdict {
    private static final int MOST_NODES = 20_000;
    private static final Set<String> SPATIAL = Set.of("Conv", "MaxPool", "AveragePool", "ConvTranspose");
    private static final Set<String> ATTENTION =
            Set.of("Attention", "com.microsoft.Attention", "com.microsoft.MultiHeadAttention");

    private final OnnxGraph graph;
    private final Set<OnnxNode> seen = new HashSet<>();
    private int pools;
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
        if (pools == 1 && spatial == 0) {
            return "a pool, then a small non-linear tail (MobileNetV3, ConvNeXt): its weights change from image to image, which this version does not follow";
        }
        if (pools == 0 && spatial > 0) {
            return "a feature map that is flattened, then layers (AlexNet, VGG): each place has weights of its own, so there is no class activation map without gradients";
        }
        return "nothing known here";
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
        if (GlobalPool.read(graph, node).isPresent()) {
            pools++;
            return true;
        }
        if (SPATIAL.contains(node.operator())) {
            spatial++;
            return true;
        }
        return false;
    }

    /** The product of queries and keys, or of attention and values: neither side is stored. */
    private boolean multipliesTwoOfTheImage(OnnxNode node) {
        return node.operator().equals("MatMul")
                && node.inputs().stream()
                        .allMatch(input -> graph.constant(input).isEmpty());
    }
}
