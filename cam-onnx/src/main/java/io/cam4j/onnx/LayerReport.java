package io.cam4j.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cam4j.CamModelException;
import io.cam4j.onnx.graph.AxesOrder;
import io.cam4j.onnx.graph.FoundHead;
import io.cam4j.onnx.graph.HeadFinder;
import io.cam4j.onnx.graph.LayerCandidate;
import io.cam4j.onnx.graph.MalformedGraphException;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.ShapeNodes;
import io.cam4j.onnx.graph.Structure;
import io.cam4j.preprocessing.InputSpec;
import io.cam4j.preprocessing.Preprocessing;
import io.cam4j.preprocessing.TensorLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A layer of a model that can be explained: a tensor [n, C, h, w] or [n, h, w, C] all ways from the image to the logits lead through.
 *
 * @param name to ask for it by: the module that ends in it, where the exporter tells, or else the tensor
 * @param tensor name of the tensor
 * @param channels C
 * @param height h, for an input of 224 × 224 where the model leaves that open
 * @param width w, likewise
 * @param depth layers with weights on the longest way to it
 * @param stride pixels of the input from one of its places to the next
 * @param head whether the head begins with it
 */
public record LayerReport(
        String name, String tensor, int channels, int height, int width, int depth, double stride, boolean head) {
    /**
     * Describes the layers of a file, from the image to the logits; runs it once.
     *
     * @throws CamModelException if the file is missing, is no ONNX model that can be explained, or does not run
     */
    public static List<LayerReport> of(Path model) {
        OnnxGraph graph = OnnxClassActivationMapper.readGraph(model);
        try {
            FoundHead found = HeadFinder.find(graph, Optional.empty(), Optional.empty());
            List<LayerCandidate> candidates = LayerCandidate.of(graph, found);
            Map<String, long[]> shapes = shapes(model, graph, candidates);
            AxesOrder order = AxesOrder.of(graph, found);
            List<LayerReport> layers = new ArrayList<>();
            for (LayerCandidate candidate : candidates) {
                long[] shape = shapes.getOrDefault(ShapeNodes.output(candidate.tensor()), new long[0]);
                if (shape.length == 4) {
                    order.find(candidate.tensor())
                            .map(axes -> of(candidate, axes, found, shape))
                            .filter(layer -> (long) layer.height * layer.width > 1)
                            .ifPresent(layers::add);
                }
            }
            return List.copyOf(layers);
        } catch (MalformedGraphException e) {
            throw new CamModelException(model.toString(), "%s is not usable: %s".formatted(model, e.getMessage()), e);
        }
    }

    private static LayerReport of(LayerCandidate candidate, TensorLayout axes, FoundHead found, long... shape) {
        boolean first = axes == TensorLayout.NCHW;
        return new LayerReport(
                candidate.name(),
                candidate.tensor(),
                Math.toIntExact(shape[first ? 1 : 3]),
                Math.toIntExact(shape[first ? 2 : 1]),
                Math.toIntExact(shape[first ? 3 : 2]),
                candidate.depth(),
                candidate.stride(),
                candidate.tensor().equals(found.head().tap()));
    }

    private static Map<String, long[]> shapes(Path model, OnnxGraph graph, List<LayerCandidate> candidates) {
        GraphProto probe = ShapeNodes.of(
                candidates.stream().map(LayerCandidate::tensor).distinct().toList());
        try (OrtSession session =
                Sessions.openPart(model, Structure.whole(graph).with(probe), false)) {
            TensorShapes tensors = new TensorShapes(model, session);
            InputSpec free = tensors.input();
            Preprocessing recipe = Preprocessing.imageNet().fitTo(free);
            InputSpec spec = new InputSpec(
                    free.batch(),
                    recipe.channels().count(),
                    recipe.height(),
                    recipe.width(),
                    free.layout(),
                    free.type());
            try (InputBuffer zeros = InputBuffer.of(tensors.inputName(), spec.type(), Graft.shape(spec));
                    OrtSession.Result result = session.run(zeros.feed())) {
                return WholeNumbers.of(result);
            }
        } catch (OrtException e) {
            throw new CamModelException(
                    model.toString(), "ONNX Runtime failed on %s: %s".formatted(model, e.getMessage()), e);
        }
    }
}
