package io.cam4j.onnx.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The nodes a tensor is made by, each after those it needs.
 *
 * @param nodes in an order they can run in
 */
public record Ancestry(List<OnnxNode> nodes) {
    /** Copies the list. */
    public Ancestry {
        nodes = List.copyOf(nodes);
    }

    /**
     * Returns what makes a tensor.
     *
     * @param given tensors that are there already: what makes them is left out
     * @throws MalformedGraphException if the graph runs in a circle
     */
    public static Ancestry of(OnnxGraph graph, String tensor, Set<String> given) {
        List<OnnxNode> done = new ArrayList<>();
        Set<OnnxNode> begun = new HashSet<>();
        Set<OnnxNode> ended = new HashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(tensor));
        while (!open.isEmpty()) { // depth first; no recursion, since networks are deep
            String top = open.peek();
            OnnxNode node = given.contains(top) ? null : graph.producer(top).orElse(null);
            if (node == null || ended.contains(node)) {
                open.pop();
            } else if (begun.add(node)) {
                for (String input : node.inputs()) {
                    OnnxNode before =
                            given.contains(input) ? null : graph.producer(input).orElse(null);
                    if (before != null && begun.contains(before) && !ended.contains(before)) {
                        throw new MalformedGraphException("the graph runs in a circle through %s".formatted(before));
                    }
                    open.push(input);
                }
            } else {
                open.pop();
                ended.add(node);
                done.add(node);
            }
        }
        return new Ancestry(done);
    }

    /** Returns whether a tensor, made by these nodes, depends on one of a graph's inputs, be it on its shape alone. */
    boolean dependsOn(List<TensorInfo> inputs, String tensor) {
        Set<String> fed = new HashSet<>();
        inputs.forEach(input -> fed.add(input.name()));
        return fed.contains(tensor)
                || nodes.stream().anyMatch(node -> node.inputs().stream().anyMatch(fed::contains));
    }
}
