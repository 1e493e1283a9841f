package io.cam4j.onnx.graph;

import io.cam4j.network.ScoreKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What stands between the logits and an output: probabilities, ranks, other shapes.
 *
 * @param logits the tensor of scores before all that
 * @param nodes from the output back
 */
record ScoreTrail(String logits, List<OnnxNode> nodes) {
    /** Returns how probabilities are made of the logits; softmax where the graph does not say. */
    ScoreKind scores() {
        return nodes.stream().anyMatch(node -> node.operator().equals("Sigmoid"))
                ? ScoreKind.SIGMOID
                : ScoreKind.SOFTMAX;
    }

    private static final Set<String> SCORES = Set.of("Softmax", "LogSoftmax", "Sigmoid", "ArgMax", "TopK");
    private static final int LONGEST = 16;

    ScoreTrail {
        nodes = List.copyOf(nodes);
    }

    /**
     * Strips an output down to its logits: the input of the last Softmax, LogSoftmax, Sigmoid, ArgMax or TopK before it;
     * the output itself where there is none.
     */
    static ScoreTrail strip(OnnxGraph graph, String output) {
        List<OnnxNode> passed = new ArrayList<>();
        ScoreTrail trail = new ScoreTrail(output, List.of());
        String tensor = output;
        while (passed.size() < LONGEST) {
            OnnxNode node = graph.producer(tensor).orElse(null);
            if (node == null || node.input(0).isEmpty()) {
                break;
            }
            boolean scores = SCORES.contains(node.operator());
            if (!scores && !Passing.reshapes(node)) {
                break;
            }
            passed.add(node);
            tensor = node.input(0).orElseThrow();
            if (scores) {
                trail = new ScoreTrail(tensor, passed);
            }
        }
        return trail;
    }
}
