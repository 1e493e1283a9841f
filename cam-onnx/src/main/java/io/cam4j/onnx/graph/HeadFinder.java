package io.cam4j.onnx.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Recognizes a classifier's head by walking backwards from the logits: pool → linear, pool → 1×1 convolution, and 1×1
 * convolution → [Relu] → pool, with nodes in between that only rename, reshape or convert. What it finds is the tensor to
 * tap and the classifier's weights; whether they belong together, completeness proves when the model runs.
 */
public final class HeadFinder {
    private HeadFinder() {}

    /**
     * Returns a graph's head.
     *
     * @param logits name of the scores before softmax, or empty to try the graph's outputs, one called {@code logits}
     *     first, with what turns scores into probabilities or ranks stripped
     * @param features name the tapped tensor has to have, or empty for the one the head begins at
     * @throws MalformedGraphException if there is no head of a kind it knows; the message says what it saw
     */
    public static FoundHead find(OnnxGraph graph, Optional<String> logits, Optional<String> features) {
        if (logits.isPresent()) {
            return HeadMatch.find(graph, logits.get(), List.of(), features);
        }
        List<String> rejected = new ArrayList<>();
        for (String output : candidates(graph)) {
            try {
                ScoreTrail trail = ScoreTrail.strip(graph, output);
                return HeadMatch.find(graph, trail.logits(), trail.nodes(), features)
                        .with(trail.scores(), rejected);
            } catch (MalformedGraphException e) {
                rejected.add("output '%s': %s".formatted(output, e.getMessage()));
            }
        }
        throw new MalformedGraphException(String.join("; ", rejected));
    }

    private static List<String> candidates(OnnxGraph graph) {
        List<String> outputs = graph.outputs().stream().map(TensorInfo::name).toList();
        return Stream.concat(outputs.stream().filter("logits"::equals), outputs.stream())
                .distinct()
                .toList();
    }
}
