package io.cam4j.onnx.backward;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.cam4j.onnx.graph.Attributes;
import io.cam4j.onnx.graph.OnnxGraph;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** A small network in floats or doubles, written node by node. Its input is {@code x}, its output {@code y}. */
final class Net {
    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("net");
    private final SplittableRandom random = new SplittableRandom(20261125);
    private final Map<String, Long> domains = new LinkedHashMap<>();
    private final DataType type;
    private final long[] shape;

    private Net(DataType type, long... shape) {
        this.type = type;
        this.shape = shape.clone();
        graph.addInput(value("x", type, shape));
        graph.addOutput(ValueInfoProto.newBuilder().setName("y"));
        domains.put("", 13L);
    }

    static Net floats(long... shape) {
        return new Net(DataType.FLOAT, shape);
    }

    static Net doubles(long... shape) {
        return new Net(DataType.DOUBLE, shape);
    }

    Net opset(long version) {
        domains.put("", version);
        return this;
    }

    Net domain(String name) {
        domains.put(name, 1L);
        return this;
    }

    /** Adds a node; several outputs are parted by spaces, as the inputs are. */
    Net node(String operator, String outputs, String inputs, AttributeProto... attributes) {
        int dot = operator.lastIndexOf('.');
        graph.addNode(NodeProto.newBuilder()
                .setDomain(dot < 0 ? "" : operator.substring(0, dot))
                .setOpType(operator.substring(dot + 1))
                .setName(outputs)
                .addAllInput(inputs.isEmpty() ? List.of() : Arrays.asList(inputs.split(" ", -1)))
                .addAllOutput(Arrays.asList(outputs.split(" ", -1)))
                .addAllAttribute(Arrays.asList(attributes)));
        return this;
    }

    /** Adds a constant of values from −1 to 1. */
    Net random(String name, long... sizes) {
        return random(name, -1, 1, sizes);
    }

    Net random(String name, double low, double high, long... sizes) {
        double[] values = new double[(int) Arrays.stream(sizes).reduce(1, (a, b) -> a * b)];
        Arrays.setAll(values, i -> random.nextDouble(low, high));
        return constant(name, values, sizes);
    }

    Net constant(String name, double[] values, long... sizes) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        Arrays.stream(sizes).forEach(tensor::addDims);
        for (double each : values) {
            if (type == DataType.DOUBLE) {
                tensor.addDoubleData(each);
            } else {
                tensor.addFloatData((float) each);
            }
        }
        graph.addInitializer(tensor);
        return this;
    }

    Net scalar(String name, double each) {
        return constant(name, new double[] {each});
    }

    Net longs(String name, long... values) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).addDims(values.length).setDataType(DataType.INT64.getNumber());
        Arrays.stream(values).forEach(tensor::addInt64Data);
        graph.addInitializer(tensor);
        return this;
    }

    /** Adds a scalar of type int8. */
    Net bytes(String name, int each) {
        graph.addInitializer(TensorProto.newBuilder()
                .setName(name)
                .setDataType(DataType.INT8.getNumber())
                .addInt32Data(each));
        return this;
    }

    DataType type() {
        return type;
    }

    long[] shape() {
        return shape.clone();
    }

    OnnxGraph graph(Path folder) {
        ModelProto.Builder model = ModelProto.newBuilder().setIrVersion(7).setGraph(graph);
        domains.forEach((domain, version) -> model.addOpsetImport(
                OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version)));
        try {
            return OnnxGraph.read(
                    Files.write(folder.resolve("net.onnx"), model.build().toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ValueInfoProto value(String name, DataType type, long... shape) {
        TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
        Arrays.stream(shape).forEach(size -> sizes.addDimBuilder().setDimValue(size));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(sizes)))
                .build();
    }

    static AttributeProto integer(String name, long each) {
        return Attributes.integer(name, each);
    }

    static AttributeProto real(String name, double each) {
        return Attributes.real(name, (float) each);
    }

    static AttributeProto integers(String name, long... values) {
        return Attributes.integers(name, Arrays.stream(values).boxed().toList());
    }

    static AttributeProto text(String name, String each) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(com.google.protobuf.ByteString.copyFromUtf8(each))
                .build();
    }
}
