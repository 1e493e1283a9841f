package io.cam4j.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.cam4j.preprocessing.TensorLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * A model whose logits [n, K] and features [n, C, h, w], of one or more layers, are float32 outputs: a copy of a file's
 * structure to which outputs, and the nodes they need, are added where they are not there. The copy's weights stay in the
 * file: it refers to them by offset (ONNX, "External Data"). The file is not written. Immutable.
 */
public final class ExposedModel {
    /*
     * Names with a slash after a word no exporter writes; should a model have them all the same, ONNX Runtime refuses the
     * second definition.
     */
    private static final String LOGITS = "cam4j/logits";
    private static final String FEATURES = "cam4j/features";
    private static final List<String> WIDE = List.of("float16", "bfloat16", "double");

    private final OnnxGraph graph;
    private final GraphProto.Builder added = GraphProto.newBuilder();
    private final String logits;
    private final List<String> features = new ArrayList<>();

    private ExposedModel(OnnxGraph graph, FoundHead found) {
        this.graph = graph;
        logits =
                exposeLogits(found.logits(), typeOf(found.logits(), found.head().weights()));
    }

    /** Returns a model that gives what a head was found to give. */
    public static ExposedModel of(OnnxGraph graph, FoundHead found) {
        ExposedModel model = new ExposedModel(graph, found);
        String tap = found.head().tap();
        model.exposeFeatures(tap, model.typeOf(tap, found.head().weights()), found.layout());
        return model;
    }

    /**
     * Returns a model that gives the logits of a head and the features of other layers than its own.
     *
     * @param layers names of tensors
     * @param orders the orders of their axes
     * @param others tensors that are to be outputs as they are
     */
    public static ExposedModel of(
            OnnxGraph graph,
            FoundHead found,
            List<String> layers,
            List<TensorLayout> orders,
            Collection<String> others) {
        ExposedModel model = new ExposedModel(graph, found);
        for (int layer = 0; layer < layers.size(); layer++) {
            String tensor = layers.get(layer);
            model.exposeFeatures(tensor, graph.typeOf(tensor), orders.get(layer));
        }
        others.forEach(model::expose);
        return model;
    }

    /** What the file says of a tensor's type; where it says nothing, that of the classifier's weights. */
    private String typeOf(String tensor, String weights) {
        return graph.info(tensor)
                .map(TensorInfo::type)
                .filter(type -> !type.isEmpty())
                .or(() -> graph.storedType(weights))
                .orElse("float");
    }

    private String exposeLogits(String tensor, String type) {
        boolean flat = graph.info(tensor).map(info -> info.shape().size() == 2).orElse(false);
        if (isOutput(tensor) && flat && type.equals("float")) {
            return tensor;
        }
        String vector = add("Flatten", tensor, LOGITS + "/flat", Attributes.integer("axis", 1));
        return output(asFloat(vector, type, LOGITS));
    }

    private void exposeFeatures(String tensor, String type, TensorLayout layout) {
        if (layout == TensorLayout.NCHW && type.equals("float")) {
            features.add(expose(tensor));
            return;
        }
        String name = features.isEmpty() ? FEATURES : FEATURES + "/" + features.size();
        String planes = layout == TensorLayout.NCHW
                ? tensor
                : add("Transpose", tensor, name + "/nchw", Attributes.integers("perm", List.of(0L, 3L, 1L, 2L)));
        features.add(output(asFloat(planes, type, name)));
    }

    private String expose(String tensor) {
        return isOutput(tensor) ? tensor : output(tensor);
    }

    private boolean isOutput(String tensor) {
        return Stream.concat(
                        graph.outputs().stream().map(TensorInfo::name),
                        added.getOutputList().stream().map(ValueInfoProto::getName))
                .anyMatch(tensor::equals);
    }

    private String asFloat(String tensor, String type, String name) {
        return WIDE.contains(type)
                ? add("Cast", tensor, name, Attributes.integer("to", TensorProto.DataType.FLOAT.getNumber()))
                : tensor;
    }

    private String output(String tensor) {
        added.addOutput(ValueInfoProto.newBuilder().setName(tensor));
        return tensor;
    }

    private String add(String operator, String input, String output, AttributeProto attribute) {
        added.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addInput(input)
                .addOutput(output)
                .addAttribute(attribute));
        return output;
    }

    /** Returns the name of the output with the logits, float32 [n, K]. */
    public String logits() {
        return logits;
    }

    /** Returns the name of the output with the features of the (first) layer, float32 [n, C, h, w]. */
    public String features() {
        return features.get(0);
    }

    /** Returns the names of the outputs with the features of all layers. */
    public List<String> layers() {
        return List.copyOf(features);
    }

    /** Returns the model's structure with what was added. Its weights are to be looked for in the file's folder. */
    public byte[] bytes() {
        return bytes(Structure.whole(graph));
    }

    /**
     * Returns another structure with what was added.
     *
     * @param structure gives the same tensors
     */
    public byte[] bytes(Structure structure) {
        return structure.with(added.build());
    }
}
