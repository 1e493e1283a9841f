package io.cam4j.onnx.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A tensor of a graph all ways from the image to the logits lead through: a layer that can be explained.
 *
 * @param name the shortest there is: of the module that ends in it, or else the tensor's
 * @param tensor name of the tensor
 * @param depth layers with weights on the longest way to it
 * @param stride pixels of the input from one of its places to the next
 */
public record LayerCandidate(String name, String tensor, int depth, double stride) {
    private static final Set<String> WEIGHTED = Set.of("Conv", "ConvTranspose", "Gemm", "MatMul");

    /**
     * Returns those some module ends in, or all where no module is known, from the image to the logits, and the head's. They
     * need not have places.
     */
    public static List<LayerCandidate> of(OnnxGraph graph, FoundHead found) {
        Map<String, String> modules = LayerNames.modulesByTensor(graph);
        Map<String, Integer> depths = new HashMap<>();
        Map<String, Double> strides = new HashMap<>();
        List<LayerCandidate> candidates = new ArrayList<>();
        for (Trunk.Passage passage : Trunk.of(graph, found.logits()).passages()) {
            for (OnnxNode node : passage.nodes()) {
                int depth = WEIGHTED.contains(node.operator()) ? 1 : 0;
                double stride = 1;
                for (String input : node.inputs()) {
                    depth = Math.max(
                            depth, depths.getOrDefault(input, 0) + (WEIGHTED.contains(node.operator()) ? 1 : 0));
                    stride = Math.max(stride, strides.getOrDefault(input, 1.0));
                }
                for (String output : node.outputs()) {
                    depths.put(output, depth);
                    strides.put(output, stride * step(node));
                }
            }
            String tensor = passage.tensor();
            boolean inside = !modules.isEmpty() && !modules.containsKey(tensor);
            if (inside && !tensor.equals(found.head().tap())) {
                continue;
            }
            candidates.add(new LayerCandidate(
                    modules.getOrDefault(tensor, tensor),
                    tensor,
                    depths.getOrDefault(tensor, 0),
                    strides.getOrDefault(tensor, 1.0)));
        }
        return candidates;
    }

    /** The step of a window along the rows. */
    private static double step(OnnxNode node) {
        double step = node.intsAttribute("strides")
                .filter(strides -> !strides.isEmpty())
                .map(strides -> (double) strides.get(0))
                .orElse(1.0);
        return node.operator().equals("ConvTranspose") ? 1 / step : step;
    }
}
