package io.cam4j.onnx.winograd;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import io.cam4j.onnx.graph.Attributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/** Writes nodes and constants under names no model has. For one graph. */
final class Writer {
    private static final String PREFIX = "cam4j/fast/";

    private final Map<Object, TensorProto> constants = new HashMap<>();
    private List<NodeProto> nodes = new ArrayList<>();
    private int written;

    /** Returns the nodes written since the last call. */
    List<NodeProto> nodes() {
        List<NodeProto> since = List.copyOf(nodes);
        nodes = new ArrayList<>();
        return since;
    }

    List<TensorProto> constants() {
        return List.copyOf(constants.values());
    }

    /** Adds a node and returns its output. */
    String call(String operator, String... inputs) {
        return add(operator, PREFIX + written + "/" + operator, List.of(inputs));
    }

    /** @param sizes −1 for the one that is left */
    String reshape(String x, long... sizes) {
        return call("Reshape", x, integers(sizes));
    }

    /** @param sizes as above */
    void reshapeTo(String output, String x, long... sizes) {
        add("Reshape", output, List.of(x, integers(sizes)));
    }

    String transpose(String x, Long... order) {
        return add(
                "Transpose", PREFIX + written + "/Transpose", List.of(x), Attributes.integers("perm", List.of(order)));
    }

    private String add(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        nodes.add(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(PREFIX + written++)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(List.of(attributes))
                .build());
        return output;
    }

    private String integers(long... values) {
        List<Long> all = LongStream.of(values).boxed().toList();
        return constant(
                all,
                () -> TensorProto.newBuilder()
                        .setDataType(TensorProto.DataType.INT64.getNumber())
                        .addDims(values.length)
                        .addAllInt64Data(all));
    }

    /** @param key what tells the matrix from others */
    String matrix(Object key, long rows, long columns, Supplier<List<Float>> values) {
        return constant(
                key,
                () -> TensorProto.newBuilder()
                        .setDataType(TensorProto.DataType.FLOAT.getNumber())
                        .addDims(rows)
                        .addDims(columns)
                        .addAllFloatData(values.get()));
    }

    private String constant(Object key, Supplier<TensorProto.Builder> value) {
        return constants
                .computeIfAbsent(
                        key,
                        any -> value.get()
                                .setName(PREFIX + "constant/" + constants.size())
                                .build())
                .getName();
    }
}
