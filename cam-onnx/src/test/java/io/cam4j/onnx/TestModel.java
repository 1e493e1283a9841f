package io.cam4j.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/** A small ONNX model, written node by node. Sizes of 0 are free axes. Weights come from a fixed seed. */
public final class TestModel {
    static final int CHANNELS = 4;
    static final int CLASSES = 6;

    private final GraphProto.Builder graph = GraphProto.newBuilder().setName("test");
    private final SplittableRandom random = new SplittableRandom(20261123);
    private int opset = 13;

    /** A 3×3 convolution with stride 2 and Relu from {@code input} to {@code features}; no head yet. */
    public static TestModel body(int batch, int size) {
        return new TestModel().input("input", batch, 3, size, size).bodyNodes();
    }

    TestModel bodyNodes() {
        random("stem.weight", CHANNELS, 3, 3, 3).random("stem.bias", CHANNELS);
        return node(
                        "Conv",
                        "stem",
                        "input stem.weight stem.bias",
                        ints("strides", 2, 2),
                        ints("pads", 1, 1, 1, 1),
                        ints("kernel_shape", 3, 3))
                .node("Relu", "features", "stem");
    }

    /** body → GlobalAveragePool → Flatten → Gemm. */
    public static TestModel linear(int batch, int size) {
        return body(batch, size)
                .linearHead()
                .output("logits", batch, CLASSES)
                .output("features", batch, CHANNELS, size / 2, size / 2);
    }

    public TestModel linearHead() {
        return node("GlobalAveragePool", "pooled", "features")
                .node("Flatten", "flat", "pooled", integer("axis", 1))
                .random("fc.weight", CLASSES, CHANNELS)
                .random("fc.bias", CLASSES)
                .node("Gemm", "logits", "flat fc.weight fc.bias", integer("transB", 1));
    }

    /** body → Conv 1×1 → Relu → GlobalAveragePool → Flatten. */
    public static TestModel convolution(int batch, int size) {
        return body(batch, size)
                .random("classifier.weight", CLASSES, CHANNELS, 1, 1)
                .random("classifier.bias", CLASSES)
                .node("Conv", "planes", "features classifier.weight classifier.bias", ints("kernel_shape", 1, 1))
                .node("Relu", "rectified", "planes")
                .node("GlobalAveragePool", "pooled", "rectified")
                .node("Flatten", "logits", "pooled", integer("axis", 1))
                .output("logits", batch, CLASSES)
                .output("features", batch, CHANNELS, size / 2, size / 2);
    }

    TestModel opset(int version) {
        opset = version;
        return this;
    }

    public TestModel input(String name, long... shape) {
        graph.addInput(value(name, shape));
        return this;
    }

    public TestModel output(String name, long... shape) {
        graph.addOutput(value(name, shape));
        return this;
    }

    /** Adds a node whose only output has the given name, which is the node's name too. */
    public TestModel node(String operator, String output, String inputs, AttributeProto... attributes) {
        graph.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(output)
                .addAllInput(Arrays.asList(inputs.split(" ", -1)))
                .addOutput(output)
                .addAllAttribute(Arrays.asList(attributes)));
        return this;
    }

    /** Adds a constant of values from −1 to 1. */
    public TestModel random(String name, long... shape) {
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return constant(name, values, shape);
    }

    public TestModel constant(String name, float[] values, long... shape) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
        Arrays.stream(shape).forEach(tensor::addDims);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
        return this;
    }

    public TestModel constant(String name, long... values) {
        TensorProto.Builder tensor = TensorProto.newBuilder()
                .setName(name)
                .addDims(values.length)
                .setDataType(TensorProto.DataType.INT64.getNumber());
        Arrays.stream(values).forEach(tensor::addInt64Data);
        graph.addInitializer(tensor);
        return this;
    }

    /** Adds a constant of any type from its raw little-endian bytes. */
    TestModel raw(String name, TensorProto.DataType type, byte[] bytes, long... shape) {
        graph.addInitializer(tensor(name, type, shape).setRawData(ByteString.copyFrom(bytes)));
        return this;
    }

    /** Adds a Constant node. */
    TestModel constantNode(String name, float[] values, long... shape) {
        TensorProto.Builder tensor = tensor(name, TensorProto.DataType.FLOAT, shape);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addNode(NodeProto.newBuilder()
                .setOpType("Constant")
                .addOutput(name)
                .addAttribute(AttributeProto.newBuilder()
                        .setName("value")
                        .setType(AttributeProto.AttributeType.TENSOR)
                        .setT(tensor)));
        return this;
    }

    /** Adds a constant whose values stand in another file. */
    TestModel external(String name, String file, long offset, long length, long... shape) {
        graph.addInitializer(tensor(name, TensorProto.DataType.FLOAT, shape)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", file))
                .addExternalData(entry("offset", String.valueOf(offset)))
                .addExternalData(entry("length", String.valueOf(length))));
        return this;
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private static TensorProto.Builder tensor(String name, TensorProto.DataType type, long... shape) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
        Arrays.stream(shape).forEach(tensor::addDims);
        return tensor;
    }

    /** Returns values from −1 to 1 that follow from the seed. */
    static float[] values(long seed, int count) {
        SplittableRandom numbers = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) numbers.nextDouble(-1, 1);
        }
        return values;
    }

    /** Sets the input's type. */
    TestModel typedInput(String name, TensorProto.DataType type, long... shape) {
        ValueInfoProto.Builder info = value(name, shape).toBuilder();
        info.getTypeBuilder().getTensorTypeBuilder().setElemType(type.getNumber());
        graph.addInput(info);
        return this;
    }

    /** Lists a constant as an input too, as IR versions before 4 did. */
    TestModel listAsInput(String name, long... shape) {
        return input(name, shape);
    }

    float[] values(String constant) {
        TensorProto tensor = graph.getInitializerList().stream()
                .filter(t -> t.getName().equals(constant))
                .findFirst()
                .orElseThrow();
        float[] values = new float[tensor.getFloatDataCount()];
        for (int i = 0; i < values.length; i++) {
            values[i] = tensor.getFloatData(i);
        }
        return values;
    }

    public byte[] bytes() {
        return ModelProto.newBuilder()
                .setIrVersion(7)
                .setProducerName("test")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    public Path write(Path folder) {
        return write(folder, "model.onnx");
    }

    Path write(Path folder, String name) {
        try {
            return Files.write(folder.resolve(name), bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static AttributeProto integer(String name, long value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.INT)
                .setI(value)
                .build();
    }

    public static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static AttributeProto real(String name, float value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF(value)
                .build();
    }

    public static AttributeProto ints(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INTS);
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    private static ValueInfoProto value(String name, long... shape) {
        TensorShapeProto.Builder sizes = TensorShapeProto.newBuilder();
        for (int axis = 0; axis < shape.length; axis++) {
            TensorShapeProto.Dimension.Builder size = TensorShapeProto.Dimension.newBuilder();
            sizes.addDim(shape[axis] == 0 ? size.setDimParam("d" + axis) : size.setDimValue(shape[axis]));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT.getNumber())
                                .setShape(sizes)))
                .build();
    }
}
