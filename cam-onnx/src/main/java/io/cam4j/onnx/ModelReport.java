package io.cam4j.onnx;

import io.cam4j.network.Head;
import io.cam4j.onnx.graph.FoundHead;
import io.cam4j.onnx.graph.HeadFinder;
import io.cam4j.onnx.graph.MalformedGraphException;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.OnnxNode;
import io.cam4j.onnx.graph.TensorInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an ONNX file holds, read without running it.
 *
 * @param opset version of ONNX's operators
 * @param producer the program that wrote it, empty if it does not say
 * @param nodes number of nodes
 * @param inputs what a caller feeds
 * @param outputs what it gives
 * @param head the head found, empty if none is known
 * @param stored how the classifier's weights stand in the file; empty if they do not as such
 * @param reason why the tensor tapped is the one, empty if there is no head
 * @param matched the head's nodes from the output back to the features, as text
 * @param rejected outputs that were tried before the one the head ends in, and why they did not do
 * @param problem why there is no head, empty if there is one
 */
public record ModelReport(
        long opset,
        String producer,
        int nodes,
        List<TensorInfo> inputs,
        List<TensorInfo> outputs,
        Optional<Head> head,
        String stored,
        String reason,
        List<String> matched,
        List<String> rejected,
        String problem) {
    /** Copies the lists. */
    public ModelReport {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        matched = List.copyOf(matched);
        rejected = List.copyOf(rejected);
    }

    /**
     * Describes a file.
     *
     * @throws io.cam4j.CamModelException if the file is missing, or is no ONNX model
     */
    public static ModelReport of(Path model) {
        OnnxGraph graph = OnnxClassActivationMapper.readGraph(model);
        try {
            return of(graph, Optional.of(HeadFinder.find(graph, Optional.empty(), Optional.empty())), "");
        } catch (MalformedGraphException e) {
            return of(graph, Optional.empty(), String.valueOf(e.getMessage()));
        }
    }

    private static ModelReport of(OnnxGraph graph, Optional<FoundHead> found, String problem) {
        return new ModelReport(
                graph.opset(),
                graph.producer(),
                graph.nodes().size(),
                graph.inputs(),
                graph.outputs(),
                found.map(FoundHead::head),
                found.map(FoundHead::stored).orElse(""),
                found.map(FoundHead::reason).orElse(""),
                found.map(FoundHead::nodes).orElse(List.of()).stream()
                        .map(OnnxNode::toString)
                        .toList(),
                found.map(FoundHead::rejected).orElse(List.of()),
                problem);
    }
}
