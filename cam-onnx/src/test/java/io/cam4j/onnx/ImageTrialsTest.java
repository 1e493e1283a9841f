package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cam4j.ClassActivationMapper;
import io.cam4j.Request;
import io.cam4j.gemm.GemmEngine;
import io.cam4j.method.CamMethod;
import io.cam4j.method.Methods;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.winograd.FastConvolutions;
import io.cam4j.preprocessing.InputTensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Trials on images say the same whether or not the network has a convolution that is written anew for them. */
class ImageTrialsTest {
    private static final int SIZE = 8;
    private static final int WIDE = 48;

    @TempDir
    private Path folder;

    /**
     * A convolution of 48 channels on a map of 4 × 4.
     *
     * @param spelledOut whether its border is a node of its own, so that it stays as it is
     */
    private static TestModel model(int batch, boolean spelledOut) {
        TestModel model = TestModel.body(batch, SIZE)
                .random("widening", WIDE, TestModel.CHANNELS, 1, 1)
                .random("kernel", WIDE, WIDE, 3, 3)
                .random("bias", WIDE)
                .node("Conv", "wide", "features widening");
        if (spelledOut) {
            model.constant("border", 0, 0, 1, 1, 0, 0, 1, 1)
                    .node("Pad", "bordered", "wide border")
                    .node("Conv", "late", "bordered kernel bias");
        } else {
            model.node("Conv", "late", "wide kernel bias", TestModel.ints("pads", 1, 1, 1, 1));
        }
        return model.node("Relu", "last", "late")
                .node("GlobalAveragePool", "pooled", "last")
                .node("Flatten", "flat", "pooled", TestModel.integer("axis", 1))
                .random("fc", TestModel.CLASSES, WIDE)
                .node("Gemm", "logits", "flat fc", TestModel.integer("transB", 1))
                .output("logits", batch, TestModel.CLASSES);
    }

    static Stream<Arguments> cases() {
        return Stream.of(0, 3)
                .flatMap(batch -> Stream.of(
                                Methods.scoreCam(),
                                Methods.ssCam(2, 0.1, 5),
                                Methods.isCam(3),
                                Methods.rise(50, 3, 0.5, 1))
                        .map(method -> Arguments.of(batch, method)));
    }

    @ParameterizedTest(name = "{1}, batch {0}")
    @MethodSource("cases")
    void mapsAreThoseOfTheNetworkAsItIs(int batch, CamMethod method) throws IOException {
        OnnxGraph graph = OnnxGraph.read(model(batch, false).write(folder));
        assertThat(FastConvolutions.of(graph, Map.of("wide", new long[] {1, WIDE, 4, 4})))
                .isPresent();

        float[] expected = map(model(batch, true), method);
        float[] found = map(model(batch, false), method);

        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int p = 0; p < found.length; p++) {
            assertThat(found[p]).isCloseTo(expected[p], within(1e-3f * largest));
        }
    }

    private float[] map(TestModel model, CamMethod method) {
        InputTensor input = InputTensor.of(3, SIZE, SIZE, TestModel.values(7, 3 * SIZE * SIZE), SIZE, SIZE);
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.builder(model.write(folder))
                .gemm(GemmEngine.java("for a test"))
                .open()) {
            return mapper.explain(input, Request.classes(List.of(2)).by(method).at("features"))
                    .top()
                    .map()
                    .values();
        }
    }
}
