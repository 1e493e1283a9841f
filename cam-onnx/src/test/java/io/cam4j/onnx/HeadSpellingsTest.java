package io.cam4j.onnx;

import static io.cam4j.onnx.TestModel.CHANNELS;
import static io.cam4j.onnx.TestModel.CLASSES;
import static io.cam4j.onnx.TestModel.integer;
import static io.cam4j.onnx.TestModel.ints;
import static io.cam4j.onnx.TestModel.real;
import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.ClassActivation;
import io.cam4j.ClassActivationMapper;
import io.cam4j.network.Activation;
import io.cam4j.network.Head;
import io.cam4j.network.HeadKind;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every way to spell a head that is known here, proved by completeness: if the mean of the map is the logit ONNX Runtime
 * computed, the weights were read right.
 */
class HeadSpellingsTest {
    private static final int SIZE = 16;

    @TempDir
    Path folder;

    static Stream<Arguments> spellings() {
        return Stream.of(
                linear(
                        "Gemm, weights [C, K]",
                        pooled().random("w", CHANNELS, CLASSES)
                                .random("b", CLASSES)
                                .node("Gemm", "logits", "flat w b")),
                linear(
                        "Gemm, weights [K, C]",
                        pooled().random("w", CLASSES, CHANNELS)
                                .random("b", CLASSES)
                                .node("Gemm", "logits", "flat w b", integer("transB", 1))),
                linear(
                        "Gemm with alpha and beta",
                        pooled().random("w", CHANNELS, CLASSES)
                                .random("b", CLASSES)
                                .node("Gemm", "logits", "flat w b", real("alpha", 0.5f), real("beta", -2f))),
                linear(
                        "Gemm without bias",
                        pooled().random("w", CHANNELS, CLASSES).node("Gemm", "logits", "flat w")),
                linear("MatMul", pooled().random("w", CHANNELS, CLASSES).node("MatMul", "logits", "flat w")),
                linear(
                        "MatMul + Add",
                        pooled().random("w", CHANNELS, CLASSES)
                                .random("b", CLASSES)
                                .node("MatMul", "product", "flat w")
                                .node("Add", "logits", "product b")),
                linear(
                        "bias + MatMul",
                        pooled().random("w", CHANNELS, CLASSES)
                                .random("b", CLASSES)
                                .node("MatMul", "product", "flat w")
                                .node("Add", "logits", "b product")),
                linear(
                        "ReduceMean without kept axes",
                        TestModel.body(0, SIZE)
                                .node("ReduceMean", "flat", "features", ints("axes", 2, 3), integer("keepdims", 0))
                                .random("w", CHANNELS, CLASSES)
                                .node("MatMul", "logits", "flat w")),
                linear(
                        "ReduceMean over negative axes in an input",
                        TestModel.body(0, SIZE)
                                .opset(18)
                                .constant("axes", -1, -2)
                                .node("ReduceMean", "mean", "features axes")
                                .constant("shape", 0, -1)
                                .node("Reshape", "flat", "mean shape")
                                .random("w", CHANNELS, CLASSES)
                                .node("MatMul", "logits", "flat w")),
                linear(
                        "Identity and Dropout in between",
                        TestModel.body(0, SIZE)
                                .node("Identity", "same", "features")
                                .node("GlobalAveragePool", "pooled", "same")
                                .constant("axes", 2, 3)
                                .node("Squeeze", "flat", "pooled axes")
                                .node("Dropout", "kept", "flat")
                                .random("w", CHANNELS, CLASSES)
                                .node("MatMul", "logits", "kept w")),
                Arguments.of(
                        "pool, then Conv 1×1",
                        HeadKind.GAP_CONV,
                        Activation.NONE,
                        withOutputs(TestModel.body(0, SIZE)
                                .node("GlobalAveragePool", "pooled", "features")
                                .random("w", CLASSES, CHANNELS, 1, 1)
                                .random("b", CLASSES)
                                .node("Conv", "planes", "pooled w b")
                                .node("Flatten", "logits", "planes"))),
                Arguments.of(
                        "Conv 1×1, then pool",
                        HeadKind.CONV_GAP,
                        Activation.NONE,
                        withOutputs(TestModel.body(0, SIZE)
                                .node("Dropout", "kept", "features")
                                .random("w", CLASSES, CHANNELS, 1, 1)
                                .node("Conv", "planes", "kept w")
                                .node("GlobalAveragePool", "pooled", "planes")
                                .node("Flatten", "logits", "pooled"))),
                Arguments.of(
                        "Conv 1×1, Relu, then pool",
                        HeadKind.CONV_GAP,
                        Activation.RELU,
                        withOutputs(TestModel.body(0, SIZE)
                                .random("w", CLASSES, CHANNELS, 1, 1)
                                .random("b", CLASSES)
                                .node("Conv", "planes", "features w b")
                                .node("Relu", "rectified", "planes")
                                .node(
                                        "ReduceMean",
                                        "logits",
                                        "rectified",
                                        ints("axes", -2, -1),
                                        integer("keepdims", 0)))));
    }

    private static Arguments linear(String name, TestModel model) {
        return Arguments.of(name, HeadKind.GAP_LINEAR, Activation.NONE, withOutputs(model));
    }

    private static TestModel pooled() {
        return TestModel.body(0, SIZE)
                .node("GlobalAveragePool", "pooled", "features")
                .node("Flatten", "flat", "pooled");
    }

    private static TestModel withOutputs(TestModel model) {
        return model.output("logits", 0, CLASSES).output("features", 0, CHANNELS, SIZE / 2, SIZE / 2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spellings")
    void isReadRight(String name, HeadKind kind, Activation activation, TestModel model) {
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.open(model.write(folder))) {
            Head head = mapper.provenance().head();
            assertThat(head.kind()).as(name).isEqualTo(kind);
            assertThat(head.activation()).isEqualTo(activation);
            assertThat(head.channels()).isEqualTo(CHANNELS);
            for (ClassActivation c : mapper.explain(OnnxClassActivationMapperTest.image(3), CLASSES)
                    .activations()) {
                assertThat(c.completenessError()).isLessThan(1e-5);
            }
        }
    }
}
