package io.cam4j.onnx.winograd;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.OnnxNode;
import io.cam4j.onnx.graph.Structure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Convolutions of many channels on small maps, as residual networks have them last, written as matrix products of a third of
 * the multiplications ({@link Tiles}). What they give differs by rounding, 2e-5 of the largest value in the tests. It pays for batches
 * alone: the weights become four times as many, and reading them for a single image takes longer than what is saved.
 */
public final class FastConvolutions {
    /** Values the weights become, 256 MB. */
    private static final long MOST_WEIGHTS = 1L << 26;

    private FastConvolutions() {}

    /** Returns the names of tensors whose shapes decide. */
    public static List<String> inputs(OnnxGraph graph) {
        return graph.nodes().stream()
                .filter(node -> SmallConvolution.mayBe(graph, node))
                .map(node -> node.inputs().get(0))
                .distinct()
                .toList();
    }

    /**
     * Returns a graph with those of its convolutions written anew that get faster; empty if none does.
     *
     * @param shapes of the {@link #inputs}, by name
     */
    public static Optional<Structure> of(OnnxGraph graph, Map<String, long[]> shapes) {
        Writer writer = new Writer();
        Map<String, List<NodeProto>> anew = new HashMap<>();
        long weights = 0;
        for (OnnxNode node : graph.nodes()) {
            Optional<SmallConvolution> small = SmallConvolution.read(graph, node, shapes);
            long more = small.map(SmallConvolution::weights).orElse(0L);
            if (small.isPresent() && weights + more <= MOST_WEIGHTS) {
                weights += more;
                anew.put(node.outputs().get(0), small.get().write(writer));
            }
        }
        return anew.isEmpty() ? Optional.empty() : Optional.of(Structure.replacing(graph, anew, writer.constants()));
    }
}
