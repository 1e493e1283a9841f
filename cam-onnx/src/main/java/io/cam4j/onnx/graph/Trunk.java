package io.cam4j.onnx.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tensors all ways from the image to the logits lead through, in the order they are made. What is behind such a tensor
 * depends on the image through it alone.
 */
record Trunk(List<Passage> passages) {
    private static final Set<String> SPATIAL = Set.of(
            "Conv", "ConvTranspose", "MaxPool", "AveragePool", "LpPool", "LRN", "Resize", "Upsample", "DepthToSpace");
    private static final Set<String> RESHAPING = Set.of(
            "Flatten",
            "Reshape",
            "Squeeze",
            "Unsqueeze",
            "Transpose",
            "Gemm",
            "MatMul",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "ReduceMean",
            "ReduceMax",
            "ReduceSum",
            "ReduceL2",
            "Gather",
            "Slice",
            "Softmax");

    /**
     * A tensor all ways lead through.
     *
     * @param tensor its name
     * @param nodes those between the passage before and this one, in an order they can run in
     */
    record Passage(String tensor, List<OnnxNode> nodes) {}

    Trunk {
        passages = List.copyOf(passages);
    }

    static Trunk of(OnnxGraph graph, String logits) {
        List<OnnxNode> nodes = ofTheImage(graph, logits);
        Map<String, Integer> uses = new HashMap<>();
        nodes.forEach(node -> Set.copyOf(node.inputs()).forEach(input -> uses.merge(input, 1, Integer::sum)));
        Set<String> open = new LinkedHashSet<>();
        graph.inputs().stream().map(TensorInfo::name).filter(uses::containsKey).forEach(open::add);
        List<Passage> passages = new ArrayList<>();
        List<OnnxNode> since = new ArrayList<>();
        for (OnnxNode node : nodes) {
            since.add(node);
            for (String input : Set.copyOf(node.inputs())) {
                if (uses.merge(input, -1, Integer::sum) == 0) {
                    open.remove(input);
                }
            }
            node.outputs().stream()
                    .filter(output -> uses.getOrDefault(output, 0) > 0)
                    .forEach(open::add);
            if (open.size() == 1) {
                passages.add(new Passage(open.iterator().next(), List.copyOf(since)));
                since.clear();
            }
        }
        return new Trunk(passages);
    }

    /** The nodes before the logits whose values depend on those of the image, not only on its shape. */
    private static List<OnnxNode> ofTheImage(OnnxGraph graph, String logits) {
        Set<String> fed = new HashSet<>();
        graph.inputs().forEach(input -> fed.add(input.name()));
        List<OnnxNode> nodes = new ArrayList<>();
        for (OnnxNode node : Ancestry.of(graph, logits, Set.of()).nodes()) {
            boolean shape = node.operator().equals("Shape") || node.operator().equals("Size");
            if (!shape && node.inputs().stream().anyMatch(fed::contains)) {
                fed.addAll(node.outputs());
                nodes.add(node);
            }
        }
        return nodes;
    }

    /** Returns the last tensor that has places: behind the last node that looks at neighbors, before any that reshapes. */
    Optional<String> lastSpatial() {
        int last = -1;
        for (int i = 0; i < passages.size(); i++) {
            if (passages.get(i).nodes().stream().anyMatch(node -> SPATIAL.contains(node.operator()))) {
                last = i;
            }
        }
        while (last >= 0
                && last + 1 < passages.size()
                && passages.get(last + 1).nodes().stream().noneMatch(node -> RESHAPING.contains(node.operator()))) {
            last++;
        }
        return last < 0 || last + 1 >= passages.size()
                ? Optional.empty()
                : Optional.of(passages.get(last).tensor());
    }
}
