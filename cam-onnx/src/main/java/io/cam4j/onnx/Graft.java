package io.cam4j.onnx;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.cam4j.network.NoGradientException;
import io.cam4j.onnx.backward.BackwardPass;
import io.cam4j.onnx.backward.Measurements;
import io.cam4j.onnx.backward.Route;
import io.cam4j.onnx.graph.Attributes;
import io.cam4j.onnx.graph.MalformedGraphException;
import io.cam4j.onnx.graph.Structure;
import io.cam4j.preprocessing.InputSpec;
import io.cam4j.preprocessing.TensorLayout;
import java.util.ArrayList;
import java.util.List;

/**
 * The backward pass from the logits to some layers as a model of its own.
 *
 * @param structure the model; its weights are those of the file
 * @param seeds name of the input for the seeds, [k, K]
 * @param given names of the other inputs: what the backward pass takes of the forward pass
 * @param gradients names of the outputs, a layer each, [k, C, h, w]
 */
record Graft(Structure structure, String seeds, List<String> given, List<String> gradients) {
    /**
     * Writes it.
     *
     * @param layers names of tensors
     * @param orders the orders of their axes
     * @param input name of the model's input
     * @param spec its sizes
     * @throws NoGradientException if gradients do not reach a layer
     * @throws IllegalArgumentException if a layer does not lead to the logits
     * @throws io.cam4j.CamModelException if ONNX Runtime does not run the model
     */
    static Graft of(Source source, List<String> layers, List<TensorLayout> orders, String input, InputSpec spec) {
        Route route = route(source, layers);
        BackwardPass pass = pass(source, route, input, spec);
        GraphProto.Builder nodes = pass.nodes().toBuilder();
        List<String> gradients = new ArrayList<>();
        for (int layer = 0; layer < layers.size(); layer++) {
            String gradient = pass.gradient(layers.get(layer));
            boolean first = orders.get(layer) == TensorLayout.NCHW;
            gradients.add(first ? gradient : channelsFirst(nodes, gradient, Math.max(1, spec.batch()) > 1));
        }
        Structure structure = Structure.behind(source.graph(), nodes.build());
        List<String> given = new ArrayList<>(structure.inputs());
        given.remove(pass.seeds());
        return new Graft(structure, pass.seeds(), List.copyOf(given), gradients);
    }

    private static Route route(Source source, List<String> layers) {
        try {
            return Route.of(source.graph(), layers, source.found().logits());
        } catch (MalformedGraphException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static BackwardPass pass(Source source, Route route, String input, InputSpec spec) {
        Measurements measured = ForwardProbe.measure(
                source.path(), Structure.whole(source.graph()), route, input, spec.type(), shape(spec));
        try {
            return BackwardPass.of(route, measured);
        } catch (MalformedGraphException e) {
            throw new NoGradientException(String.valueOf(e.getMessage()), List.of());
        }
    }

    /** Returns the input's shape for one run. */
    static long[] shape(InputSpec spec) {
        int batch = Math.max(1, spec.batch());
        return spec.layout() == TensorLayout.NCHW
                ? new long[] {batch, spec.channels(), spec.height(), spec.width()}
                : new long[] {batch, spec.height(), spec.width(), spec.channels()};
    }

    /** [k, h, w, C] as [k, C, h, w], with an axis of images behind the first where there is one. */
    private static String channelsFirst(GraphProto.Builder nodes, String gradient, boolean batches) {
        List<Long> order = batches ? List.of(0L, 1L, 4L, 2L, 3L) : List.of(0L, 3L, 1L, 2L);
        String name = gradient + "/nchw";
        nodes.addNode(NodeProto.newBuilder()
                .setOpType("Transpose")
                .setName(name)
                .addInput(gradient)
                .addOutput(name)
                .addAttribute(Attributes.integers("perm", order)));
        nodes.addOutput(ValueInfoProto.newBuilder().setName(name));
        return name;
    }
}
