package io.cam4j.onnx;

import static io.cam4j.onnx.HostileModel.ABSURD;
import static io.cam4j.onnx.HostileModel.SIZE;
import static io.cam4j.onnx.TestModel.CHANNELS;
import static io.cam4j.onnx.TestModel.CLASSES;
import static io.cam4j.onnx.TestModel.integer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import io.cam4j.onnx.graph.Structure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Models whose stored tensors, or what the file says of tensors, are absurd. */
final class HostileTensors {
    private static final int[] TYPES = {0, -1, 2, 7, 8, 9, 10, 14, 16, 17, 23, 99, Integer.MAX_VALUE};

    private final List<HostileModel> models = new ArrayList<>();

    static List<HostileModel> all() {
        HostileTensors all = new HostileTensors();
        all.stored();
        all.byOffset();
        all.constantNodes();
        all.types();
        all.sparse();
        return all.models;
    }

    /** In a model that has the outputs needed, and in one they are added to. */
    private void graph(String name, Consumer<GraphProto.Builder> tampering) {
        models.add(
                HostileModel.of(name, TestModel.linear(0, SIZE), model -> tampering.accept(model.getGraphBuilder())));
        models.add(HostileModel.of(name + ", output added", TestModel.linear(0, SIZE), model -> {
            model.getGraphBuilder().removeOutput(1);
            tampering.accept(model.getGraphBuilder());
        }));
    }

    /** In the first layer, which only ONNX Runtime reads, and in the classifier; in typed fields, and in raw bytes. */
    private void tensor(String name, Consumer<TensorProto.Builder> tampering) {
        graph(name + " of stem.weight", graph -> tampering.accept(graph.getInitializerBuilder(0)));
        graph(name + " of fc.weight", graph -> tampering.accept(graph.getInitializerBuilder(2)));
        graph(name + " of fc.bias, raw", graph -> tampering.accept(raw(graph.getInitializerBuilder(3))));
    }

    private static TensorProto.Builder raw(TensorProto.Builder tensor) {
        float[] values = new float[tensor.getFloatDataCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.getFloatData(i);
        }
        return tensor.clearFloatData().setRawData(ByteString.copyFrom(WeightBytes.floats(values)));
    }

    private void stored() {
        for (long size : ABSURD) {
            tensor("first size " + size, tensor -> tensor.setDims(0, size));
            tensor("one more size " + size, tensor -> tensor.addDims(size));
        }
        for (int type : TYPES) {
            tensor("type " + type, tensor -> tensor.setDataType(type));
        }
        tensor("no sizes", TensorProto.Builder::clearDims);
        tensor("a hundred sizes", tensor -> tensor.addAllDims(Collections.nCopies(100, 1L)));
        tensor(
                "sizes that overflow",
                tensor -> tensor.clearDims().addDims(1L << 32).addDims(1L << 32));
        tensor(
                "sizes that overflow to none",
                tensor -> tensor.clearDims().addDims(1L << 62).addDims(4));
        tensor("no values", tensor -> tensor.clearFloatData().clearRawData());
        tensor("a value more", tensor -> tensor.addFloatData(1));
        tensor("raw bytes too", tensor -> tensor.setRawData(ByteString.copyFrom(new byte[12])));
        tensor("odd raw bytes", tensor -> tensor.clearFloatData().setRawData(ByteString.copyFrom(new byte[13])));
        tensor("no raw bytes", tensor -> tensor.clearFloatData().setRawData(ByteString.EMPTY));
        tensor("many raw bytes", tensor -> tensor.clearFloatData().setRawData(ByteString.copyFrom(new byte[10_000])));
        tensor("texts", tensor -> tensor.clearFloatData().setDataType(8).addStringData(ByteString.copyFromUtf8("x")));
        tensor("whole numbers", tensor -> tensor.clearFloatData().clearRawData().addInt64Data(1));
        tensor("no name", TensorProto.Builder::clearName);
        tensor(
                "a segment",
                tensor -> tensor.setSegment(
                        TensorProto.Segment.newBuilder().setBegin(-5).setEnd(1L << 60)));
        tensor("no location", tensor -> tensor.clearRawData().setDataLocation(TensorProto.DataLocation.EXTERNAL));
    }

    /** Weights that stay in the file: ONNX Runtime reads them by offset. */
    private void byOffset() {
        for (long size : ABSURD) {
            byOffset("first size " + size, tensor -> tensor.setDims(0, size));
            byOffset("one more size " + size, tensor -> tensor.addDims(size));
        }
        for (int type : TYPES) {
            byOffset("type " + type, tensor -> tensor.setDataType(type));
        }
        byOffset("no sizes", TensorProto.Builder::clearDims);
        byOffset(
                "sizes that overflow to none",
                tensor -> tensor.clearDims().addDims(1L << 62).addDims(4));
        byOffset(
                "a byte more",
                tensor -> tensor.setRawData(tensor.getRawData().concat(ByteString.copyFrom(new byte[1]))));
        byOffset("a byte less", tensor -> tensor.setRawData(tensor.getRawData().substring(1)));
        byOffset("values in a field too", tensor -> tensor.addFloatData(1));
        byOffset("no name", TensorProto.Builder::clearName);
    }

    private void byOffset(String name, Consumer<TensorProto.Builder> tampering) {
        int planes = Structure.LEAST_EXTERNAL_BYTES / 16 + 1; // 4 floats each
        byte[] bytes = WeightBytes.floats(TestModel.values(1, 4 * planes));
        TestModel model = TestModel.body(0, SIZE)
                .raw("wide", TensorProto.DataType.FLOAT, bytes, planes, 4, 1, 1)
                .node("Conv", "planes", "features wide")
                .node("Relu", "tap", "planes")
                .node("GlobalAveragePool", "pooled", "tap")
                .node("Flatten", "flat", "pooled")
                .random("fc", planes, CLASSES)
                .node("MatMul", "logits", "flat fc")
                .output("logits", 0, CLASSES);
        models.add(HostileModel.of(
                name + " of weights by offset",
                model,
                tampered -> tampered.getGraphBuilder().getInitializerBuilderList().stream()
                        .filter(tensor -> tensor.getName().equals("wide"))
                        .forEach(tampering)));
    }

    private void constantNodes() {
        constantNode("without a value", NodeProto.Builder::clearAttribute);
        constantNode("without an output", NodeProto.Builder::clearOutput);
        constantNode("with an input", node -> node.addInput("input"));
        constantNode("of an empty tensor", node -> node.getAttributeBuilder(0).clearT());
        constantNode("of a text", node -> node.setAttribute(0, HostileModel.text("value_string", "x")));
        constantNode("of a number", node -> node.setAttribute(0, integer("value_int", Long.MAX_VALUE)));
        constantNode("of two values", node -> node.addAttribute(integer("value_int", 3)));
        constantNode(
                "said to be a graph", node -> node.getAttributeBuilder(0).setType(AttributeProto.AttributeType.GRAPH));
        constantNode(
                "of a giant sparse tensor",
                node -> node.setAttribute(
                        0,
                        AttributeProto.newBuilder()
                                .setName("sparse_value")
                                .setType(AttributeProto.AttributeType.SPARSE_TENSOR)
                                .setSparseTensor(sparse(List.of(1L << 40), 1L << 39))));
    }

    private void constantNode(String name, Consumer<NodeProto.Builder> tampering) {
        TestModel model = TestModel.body(0, SIZE)
                .constantNode("w", TestModel.values(1, CLASSES * CHANNELS), CHANNELS, CLASSES)
                .node("GlobalAveragePool", "pooled", "features")
                .node("Flatten", "flat", "pooled")
                .node("MatMul", "logits", "flat w")
                .output("logits", 0, CLASSES);
        models.add(HostileModel.of("a Constant " + name, model, tampered -> tampering.accept(constantOf(tampered))));
    }

    private static NodeProto.Builder constantOf(ModelProto.Builder model) {
        return model.getGraphBuilder().getNodeBuilderList().stream()
                .filter(node -> node.getOpType().equals("Constant"))
                .findFirst()
                .orElseThrow();
    }

    private void types() {
        for (long size : ABSURD) {
            for (int axis = 0; axis < 4; axis++) {
                int at = axis;
                graph("input size %d of axis %d".formatted(size, axis), graph -> inputSize(graph, at, size));
            }
            graph(
                    "output size " + size,
                    graph -> shape(graph.getOutputBuilder(0)).getDimBuilder(1).setDimValue(size));
            graph("a value info's size " + size, graph -> graph.addValueInfo(info("stem", 1, 1, 4, size, size)));
        }
        for (int size : new int[] {2048, 4096, 8192}) { // more than the heap holds
            graph("an input of %d × %d".formatted(size, size), graph -> {
                inputSize(graph, 2, size);
                inputSize(graph, 3, size);
            });
        }
        for (int type : TYPES) {
            graph(
                    "input type " + type,
                    graph -> tensor(graph.getInputBuilder(0)).setElemType(type));
            graph(
                    "output type " + type,
                    graph -> tensor(graph.getOutputBuilder(0)).setElemType(type));
            graph("a value info's type " + type, graph -> graph.addValueInfo(info("stem", type, 1, 4, 8, 8)));
        }
        for (int depth : new int[] {0, 1, 25, 45, 60}) {
            graph(
                    "an input of sequences %d deep".formatted(depth),
                    graph -> graph.getInputBuilder(0).setType(nested(depth)));
            graph(
                    "a value info of sequences %d deep".formatted(depth),
                    graph -> graph.addValueInfo(
                            ValueInfoProto.newBuilder().setName("stem").setType(nested(depth))));
        }
        graph("an input of a thousand axes", graph -> {
            for (int i = 0; i < 1000; i++) {
                shape(graph.getInputBuilder(0)).addDimBuilder().setDimValue(1);
            }
        });
        graph("no input type", graph -> graph.getInputBuilder(0).clearType());
        graph("no output type", graph -> graph.getOutputBuilder(0).clearType());
        graph("no input shape", graph -> tensor(graph.getInputBuilder(0)).clearShape());
        graph("an input of no axes", graph -> shape(graph.getInputBuilder(0)).clearDim());
        graph("one name for all axes", graph -> {
            for (int i = 0; i < 4; i++) {
                shape(graph.getInputBuilder(0)).getDimBuilder(i).setDimParam("n");
            }
        });
        graph(
                "value infos that contradict",
                graph -> graph.addValueInfo(info("stem", 1, 7, 7, 7)).addValueInfo(info("stem", 7, 3)));
    }

    private static void inputSize(GraphProto.Builder graph, int axis, long size) {
        shape(graph.getInputBuilder(0)).getDimBuilder(axis).setDimValue(size);
    }

    private static TypeProto.Tensor.Builder tensor(ValueInfoProto.Builder info) {
        return info.getTypeBuilder().getTensorTypeBuilder();
    }

    private static TensorShapeProto.Builder shape(ValueInfoProto.Builder info) {
        return tensor(info).getShapeBuilder();
    }

    private static TypeProto nested(int depth) {
        TypeProto type = TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1))
                .build();
        for (int i = 0; i < depth; i++) {
            type = TypeProto.newBuilder()
                    .setSequenceType(TypeProto.Sequence.newBuilder().setElemType(type))
                    .build();
        }
        return type;
    }

    static ValueInfoProto info(String name, int type, long... shape) {
        TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
        Arrays.stream(shape).forEach(size -> sizes.addDimBuilder().setDimValue(size));
        TypeProto.Tensor.Builder tensor =
                TypeProto.Tensor.newBuilder().setElemType(type).setShape(sizes);
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder().setTensorType(tensor))
                .build();
    }

    private void sparse() {
        for (long index : new long[] {0, -1, 24, 1L << 40, Long.MIN_VALUE}) {
            sparse("sparse weights at " + index, sparse(List.of(4L, 3L, 3L, 3L), index));
        }
        for (long size : ABSURD) {
            sparse("sparse weights of size " + size, sparse(List.of(size), 0));
            sparse("sparse weights of sizes " + size, sparse(List.of(size, size), 0));
        }
        sparse("sparse weights of 2^30", sparse(List.of(1L << 30), 0));
        sparse("sparse weights of nothing", SparseTensorProto.getDefaultInstance());
        TensorProto few =
                TensorProto.newBuilder().setDataType(7).addDims(3).addDims(1000).build();
        sparse(
                "sparse weights of too few indices",
                sparse(List.of(24L), 1, 2, 3).toBuilder().setIndices(few).build());
    }

    private void sparse(String name, SparseTensorProto tensor) {
        graph(name, graph -> graph.removeInitializer(0).addSparseInitializer(tensor));
    }

    private static SparseTensorProto sparse(List<Long> sizes, long... indices) {
        TensorProto.Builder values = TensorProto.newBuilder()
                .setName("stem.weight")
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .addDims(indices.length);
        TensorProto.Builder places = TensorProto.newBuilder()
                .setDataType(TensorProto.DataType.INT64.getNumber())
                .addDims(indices.length);
        for (long index : indices) {
            values.addFloatData(1);
            places.addInt64Data(index);
        }
        return SparseTensorProto.newBuilder()
                .setValues(values)
                .setIndices(places)
                .addAllDims(sizes)
                .build();
    }
}
