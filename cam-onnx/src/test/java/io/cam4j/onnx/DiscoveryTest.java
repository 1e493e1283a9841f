package io.cam4j.onnx;

import static io.cam4j.onnx.TestModel.CHANNELS;
import static io.cam4j.onnx.TestModel.CLASSES;
import static io.cam4j.onnx.TestModel.integer;
import static io.cam4j.onnx.TestModel.ints;
import static io.cam4j.onnx.TestModel.real;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OrtException;
import io.cam4j.ClassActivation;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.network.Head;
import io.cam4j.network.HeadKind;
import io.cam4j.onnx.graph.HeadFinder;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.preprocessing.InputTensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plain models whose heads are spelled in every way known here, none of them with its features as an output. Each is
 * proved by completeness: for every class the mean of the map and the bias have to be the logit that ONNX Runtime
 * computed by way of the model's own nodes. And each cell of each map is what the model's own head says where the features
 * of that cell are everywhere, less the bias.
 */
class DiscoveryTest {
    private static final int SIZE = 16;
    private static final int MAP = SIZE / 2;
    private static final int PLACES = MAP * MAP;
    private static final float[] MATRIX = TestModel.values(7, CLASSES * CHANNELS); // [K, C]

    @TempDir
    private Path folder;

    static Stream<Arguments> afterThePool() {
        return Stream.of(
                linear("Softmax", model -> gemm(flat(model)).node("Softmax", "out", "logits")),
                linear("LogSoftmax", model -> gemm(flat(model)).node("LogSoftmax", "out", "logits")),
                linear("Sigmoid", model -> gemm(flat(model)).node("Sigmoid", "out", "logits")),
                linear(
                        "Reshape, Softmax, Identity",
                        model -> gemm(flat(model))
                                .constant("shape", -1, CLASSES)
                                .node("Reshape", "again", "logits shape")
                                .node("Softmax", "p", "again")
                                .node("Identity", "out", "p")),
                linear("Flatten", model -> gemm(flat(model)).node("Identity", "out", "logits")),
                linear(
                        "Squeeze, axes as attribute",
                        model -> gemm(model.opset(11)
                                        .node("GlobalAveragePool", "pooled", "tap")
                                        .node("Squeeze", "flat", "pooled", ints("axes", 2, 3)))
                                .node("Identity", "out", "logits")),
                linear(
                        "Squeeze, negative axes as input",
                        model -> gemm(model.constant("axes", -1, -2)
                                        .node("GlobalAveragePool", "pooled", "tap")
                                        .node("Squeeze", "flat", "pooled axes"))
                                .node("Identity", "out", "logits")),
                linear(
                        "Reshape to 0, −1",
                        model -> gemm(model.constant("shape", 0, -1)
                                        .node("GlobalAveragePool", "pooled", "tap")
                                        .node("Reshape", "flat", "pooled shape"))
                                .node("Identity", "out", "logits")),
                linear(
                        "Reshape to −1, C",
                        model -> gemm(model.constant("shape", -1, CHANNELS)
                                        .node("GlobalAveragePool", "pooled", "tap")
                                        .node("Reshape", "flat", "pooled shape"))
                                .node("Identity", "out", "logits")),
                linear(
                        "Dropout and Cast",
                        model -> gemm(model.node("Dropout", "kept", "tap")
                                        .node("GlobalAveragePool", "pooled", "kept")
                                        .node("Flatten", "f", "pooled")
                                        .node("Cast", "cast", "f", integer("to", 1))
                                        .node("Dropout", "flat", "cast"))
                                .node("Identity", "out", "logits")),
                linear(
                        "ReduceMean, axes 3 and 2, kept",
                        model -> gemm(model.node("ReduceMean", "pooled", "tap", ints("axes", 3, 2))
                                        .node("Flatten", "flat", "pooled"))
                                .node("Identity", "out", "logits")),
                linear(
                        "ReduceMean, negative axes, dropped",
                        model -> gemm(model.node(
                                        "ReduceMean", "flat", "tap", ints("axes", -1, -2), integer("keepdims", 0)))
                                .node("Identity", "out", "logits")),
                linear(
                        "ReduceMean, axes as input",
                        model -> gemm(model.opset(18)
                                        .constant("axes", 2, 3)
                                        .node("ReduceMean", "flat", "tap axes", integer("keepdims", 0)))
                                .node("Identity", "out", "logits")),
                linear(
                        "ReduceMean over flattened places",
                        model -> gemm(model.constant("places", 0, 0, -1)
                                        .node("Reshape", "rows", "tap places")
                                        .node("ReduceMean", "flat", "rows", ints("axes", 2), integer("keepdims", 0)))
                                .node("Identity", "out", "logits")),
                linear(
                        "channels last, for the mean alone",
                        model -> gemm(model.node("Transpose", "last", "tap", ints("perm", 0, 2, 3, 1))
                                        .node("ReduceMean", "flat", "last", ints("axes", 1, 2), integer("keepdims", 0)))
                                .node("Identity", "out", "logits")),
                linear(
                        "channels last, negative axes",
                        model -> gemm(model.node("Transpose", "last", "tap", ints("perm", 0, 2, 3, 1))
                                        .node(
                                                "ReduceMean",
                                                "flat",
                                                "last",
                                                ints("axes", -3, -2),
                                                integer("keepdims", 0)))
                                .node("Identity", "out", "logits")),
                linear(
                        "AveragePool over the whole map",
                        model -> gemm(model.node("AveragePool", "pooled", "tap", ints("kernel_shape", MAP, MAP))
                                        .node("Flatten", "flat", "pooled"))
                                .node("Identity", "out", "logits")),
                linear(
                        "Gemm, factors",
                        model -> flat(model)
                                .constant("w", MATRIX, CLASSES, CHANNELS)
                                .random("b", CLASSES)
                                .node(
                                        "Gemm",
                                        "out",
                                        "flat w b",
                                        integer("transB", 1),
                                        real("alpha", 1.5f),
                                        real("beta", -0.5f))),
                linear(
                        "Gemm, a bias of one row",
                        model -> flat(model)
                                .constant("w", MATRIX, CLASSES, CHANNELS)
                                .random("b", 1, CLASSES)
                                .node("Gemm", "out", "flat w b", integer("transB", 1))),
                linear(
                        "Gemm, one bias for all",
                        model -> flat(model)
                                .constant("w", MATRIX, CLASSES, CHANNELS)
                                .random("b", 1)
                                .node("Gemm", "out", "flat w b", integer("transB", 1))),
                linear(
                        "MatMul + Add, bias unsqueezed",
                        model -> flat(model)
                                .random("w", CHANNELS, CLASSES)
                                .random("b", CLASSES)
                                .constant("zero", 0)
                                .node("Unsqueeze", "row", "b zero")
                                .node("MatMul", "product", "flat w")
                                .node("Add", "out", "row product")));
    }

    static Stream<Arguments> weights() {
        return Stream.of(
                linear(
                        "weights by another name",
                        model -> transB(flat(model)
                                .constant("stored", MATRIX, CLASSES, CHANNELS)
                                .node("Identity", "w", "stored"))),
                linear(
                        "weights from a Constant node",
                        model -> transB(flat(model).constantNode("w", MATRIX, CLASSES, CHANNELS))),
                linear(
                        "weights transposed by a node",
                        model -> flat(model)
                                .constant("stored", MATRIX, CLASSES, CHANNELS)
                                .node("Transpose", "w", "stored")
                                .node("MatMul", "out", "flat w")),
                linear(
                        "weights reshaped by a node",
                        model -> transB(flat(model)
                                .constant("stored", MATRIX, 1, 1, CLASSES, CHANNELS)
                                .constant("shape", CLASSES, CHANNELS)
                                .node("Reshape", "w", "stored shape"))),
                linear(
                        "weights flattened by a node",
                        model -> transB(flat(model)
                                .constant("stored", MATRIX, CLASSES, CHANNELS, 1, 1)
                                .node("Flatten", "w", "stored"))),
                linear(
                        "raw floats",
                        model -> transB(
                                flat(model).raw("w", DataType.FLOAT, WeightBytes.floats(MATRIX), CLASSES, CHANNELS))),
                linear(
                        "float16 and a Cast",
                        model -> transB(flat(model)
                                .raw("half", DataType.FLOAT16, WeightBytes.halves(MATRIX), CLASSES, CHANNELS)
                                .node("Cast", "w", "half", integer("to", 1)))),
                linear(
                        "bfloat16 and a Cast",
                        model -> transB(flat(model)
                                .raw("brain", DataType.BFLOAT16, WeightBytes.brains(MATRIX), CLASSES, CHANNELS)
                                .node("Cast", "w", "brain", integer("to", 1)))),
                linear(
                        "double and a Cast",
                        model -> transB(flat(model)
                                .raw("wide", DataType.DOUBLE, WeightBytes.doubles(MATRIX), CLASSES, CHANNELS)
                                .node("Cast", "w", "wide", integer("to", 1)))),
                linear(
                        "int8, one scale",
                        model -> transB(flat(model)
                                .raw("q", DataType.INT8, WeightBytes.bytes(MATRIX), CLASSES, CHANNELS)
                                .constant("scale", new float[] {0.01f})
                                .raw("zero", DataType.INT8, new byte[] {3})
                                .node("DequantizeLinear", "w", "q scale zero"))),
                linear(
                        "int8, a scale a class",
                        model -> transB(flat(model)
                                .raw("q", DataType.INT8, WeightBytes.bytes(MATRIX), CLASSES, CHANNELS)
                                .constant("scale", new float[] {0.01f, 0.02f, 0.03f, 0.04f, 0.05f, 0.06f}, CLASSES)
                                .raw("zero", DataType.INT8, new byte[] {0, 1, -2, 3, -4, 5}, CLASSES)
                                .node("DequantizeLinear", "w", "q scale zero", integer("axis", 0)))),
                linear(
                        "uint8, no zero point",
                        model -> transB(flat(model)
                                .raw("q", DataType.UINT8, WeightBytes.bytes(MATRIX), CLASSES, CHANNELS)
                                .constant("scale", new float[] {0.01f})
                                .node("DequantizeLinear", "w", "q scale"))),
                linear( // ONNX Runtime 1.29 would round the features to 8 bits
                        "int8, straight into a MatMul",
                        model -> flat(model)
                                .raw("q", DataType.INT8, WeightBytes.bytes(MATRIX), CHANNELS, CLASSES)
                                .constant("scale", new float[] {0.01f})
                                .raw("zero", DataType.INT8, new byte[] {3})
                                .node("DequantizeLinear", "w", "q scale zero")
                                .node("MatMul", "out", "flat w")),
                linear(
                        "quantized along the channels, transposed",
                        model -> flat(model)
                                .raw("q", DataType.INT8, WeightBytes.bytes(MATRIX), CLASSES, CHANNELS)
                                .constant("scale", new float[] {0.01f, 0.02f, 0.03f, 0.04f}, CHANNELS)
                                .node("DequantizeLinear", "d", "q scale", integer("axis", -1))
                                .node("Transpose", "w", "d", ints("perm", 1, 0))
                                .node("MatMul", "out", "flat w")),
                linear(
                        "weights and bias in another file",
                        model -> flat(model)
                                .external("w", "weights.bin", 8, 4L * CLASSES * CHANNELS, CLASSES, CHANNELS)
                                .external("b", "weights.bin", 8 + 4L * CLASSES * CHANNELS, 4L * CLASSES, CLASSES)
                                .node("Gemm", "out", "flat w b", integer("transB", 1))),
                linear(
                        "constants listed as inputs",
                        model -> transB(flat(model)
                                .constant("w", MATRIX, CLASSES, CHANNELS)
                                .listAsInput("w", CLASSES, CHANNELS))));
    }

    static Stream<Arguments> convolutions() {
        return Stream.of(
                gapConv(
                        "pool, Conv, Flatten, Softmax",
                        model -> kernel(pooled(model))
                                .node("Conv", "planes", "pooled w b")
                                .node("Flatten", "flat", "planes")
                                .node("Softmax", "out", "flat")),
                gapConv(
                        "pool, Conv without bias, Add, Squeeze",
                        model -> kernel(pooled(model))
                                .random("column", 1, CLASSES, 1, 1)
                                .node("Conv", "planes", "pooled w")
                                .node("Add", "sum", "planes column")
                                .constant("axes", 2, 3)
                                .node("Squeeze", "out", "sum axes")),
                gapConv(
                        "pool, Conv, Transpose, Reshape",
                        model -> kernel(pooled(model))
                                .constant("shape", -1, CLASSES)
                                .node("Conv", "planes", "pooled w b")
                                .node("Transpose", "last", "planes", ints("perm", 0, 2, 3, 1))
                                .node("Reshape", "out", "last shape")),
                convGap(
                        "Conv, pool, Softmax with all axes",
                        model -> kernel(model)
                                .node("Conv", "planes", "tap w b")
                                .node("GlobalAveragePool", "pooled", "planes")
                                .node("Softmax", "out", "pooled", integer("axis", 1))),
                convGap(
                        "Conv, Relu, pool, Flatten",
                        model -> kernel(model)
                                .node("Conv", "planes", "tap w b")
                                .node("Relu", "rectified", "planes")
                                .node("GlobalAveragePool", "pooled", "rectified")
                                .node("Flatten", "out", "pooled")),
                convGap(
                        "Conv, Relu, Dropout, AveragePool, Reshape",
                        model -> kernel(model)
                                .constant("shape", -1, CLASSES)
                                .node("Conv", "planes", "tap w b")
                                .node("Relu", "rectified", "planes")
                                .node("Dropout", "kept", "rectified")
                                .node("AveragePool", "pooled", "kept", ints("kernel_shape", MAP, MAP))
                                .node("Reshape", "out", "pooled shape")),
                convGap(
                        "Dropout, Conv, Add, ReduceMean",
                        model -> kernel(model)
                                .random("column", CLASSES, 1, 1)
                                .node("Dropout", "kept", "tap")
                                .node("Conv", "planes", "kept w")
                                .node("Add", "sum", "planes column")
                                .node("ReduceMean", "out", "sum", ints("axes", 2, 3), integer("keepdims", 0))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"afterThePool", "weights", "convolutions"})
    void isFoundAndProved(String name, HeadKind kind, TestModel model, TestModel headAlone)
            throws IOException, OrtException {
        Files.write(
                folder.resolve("weights.bin"),
                WeightBytes.floats(TestModel.values(8, 2 + CLASSES * CHANNELS + CLASSES)));
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.open(model.write(folder))) {
            Head head = mapper.provenance().head();

            assertThat(head.kind()).isEqualTo(kind);
            assertThat(head.tap()).isEqualTo("tap");
            InputTensor input = mapper.preprocess(OnnxClassActivationMapperTest.image(3));
            Explanation explanation = mapper.explain(input, CLASSES);
            float[] expected = maps(model, headAlone, input, kind);
            for (ClassActivation activation : explanation.activations()) {
                assertThat(activation.completenessError()).isLessThan(1e-5);
                float[] map = activation.map().values();
                for (int place = 0; place < PLACES; place++) {
                    assertThat(map[place]).isCloseTo(expected[place * CLASSES + activation.index()], within(2e-5f));
                }
            }
        }
    }

    /** Returns all maps by way of the head's own nodes, shape [places, K]. */
    private float[] maps(TestModel model, TestModel headAlone, InputTensor input, HeadKind kind)
            throws IOException, OrtException {
        String logits = HeadFinder.find(
                        OnnxGraph.read(folder.resolve("model.onnx")), Optional.empty(), Optional.empty())
                .logits();
        Path body = model.output("tap", 0, CHANNELS, MAP, MAP).write(folder, "body.onnx");
        float[] features = Forward.run(body, "input", input.values(), new long[] {1, 3, SIZE, SIZE}, "tap");
        TestModel exposed = logits.equals("out") ? headAlone : headAlone.output(logits);
        Path head = exposed.write(folder, "head.onnx");
        FloatBuffer planes = FloatBuffer.allocate((PLACES + 1) * CHANNELS * PLACES); // the last picture is nothing
        for (int place = 0; place < PLACES; place++) {
            for (int i = 0; i < CHANNELS * PLACES; i++) {
                planes.put(features[i / PLACES * PLACES + place]);
            }
        }
        float[] scores = Forward.run(head, "tap", planes.clear(), new long[] {PLACES + 1, CHANNELS, MAP, MAP}, logits);
        if (kind != HeadKind.CONV_GAP) {
            for (int i = 0; i < PLACES * CLASSES; i++) {
                scores[i] -= scores[PLACES * CLASSES + i % CLASSES]; // the bias
            }
        }
        return scores;
    }

    private static Arguments linear(String name, UnaryOperator<TestModel> head) {
        return arguments(name, HeadKind.GAP_LINEAR, head);
    }

    private static Arguments gapConv(String name, UnaryOperator<TestModel> head) {
        return arguments(name, HeadKind.GAP_CONV, head);
    }

    private static Arguments convGap(String name, UnaryOperator<TestModel> head) {
        return arguments(name, HeadKind.CONV_GAP, head);
    }

    private static Arguments arguments(String name, HeadKind kind, UnaryOperator<TestModel> head) {
        TestModel body = TestModel.body(0, SIZE).node("Relu", "tap", "features");
        TestModel alone = new TestModel()
                .random("stem.weight", CHANNELS, 3, 3, 3) // as the body's, so that the head's constants follow as there
                .random("stem.bias", CHANNELS)
                .input("tap", 0, CHANNELS, MAP, MAP);
        return Arguments.of(
                name,
                kind,
                head.apply(body).output("out", 0, CLASSES),
                head.apply(alone).output("out", 0, CLASSES));
    }

    private static TestModel pooled(TestModel model) {
        return model.node("GlobalAveragePool", "pooled", "tap");
    }

    private static TestModel flat(TestModel model) {
        return pooled(model).node("Flatten", "flat", "pooled");
    }

    private static TestModel gemm(TestModel model) {
        return model.random("w", CHANNELS, CLASSES).random("b", CLASSES).node("Gemm", "logits", "flat w b");
    }

    private static TestModel transB(TestModel model) {
        return model.random("b", CLASSES).node("Gemm", "out", "flat w b", integer("transB", 1));
    }

    private static TestModel kernel(TestModel model) {
        return model.random("w", CLASSES, CHANNELS, 1, 1).random("b", CLASSES);
    }
}
