package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cam4j.ActivationMap;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.Request;
import io.cam4j.gemm.GemmEngine;
import io.cam4j.method.CamMethod;
import io.cam4j.method.Methods;
import io.cam4j.preprocessing.InputTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers whose axes have another order than those the head takes. The map is 5 × 4: an axis taken for another shows. */
class LayerAxesTest {
    private static final int HEIGHT = 10;
    private static final int WIDTH = 8;
    private static final int CHANNELS = TestModel.CHANNELS;

    @TempDir
    private Path folder;

    private static TestModel body() {
        return new TestModel().input("input", 0, 3, HEIGHT, WIDTH).bodyNodes().random("scale", CHANNELS, 1, 1);
    }

    private static TestModel head(TestModel toPooled) {
        return toPooled.random("fc", CHANNELS, TestModel.CLASSES)
                .node("MatMul", "logits", "pooled fc")
                .output("logits", 0, TestModel.CLASSES);
    }

    /** Channels stay first. */
    private static TestModel first() {
        return head(body().node("Mul", "scaled", "features scale")
                .node("Tanh", "act", "scaled")
                .node("ReduceMean", "pooled", "act", TestModel.ints("axes", 2, 3), TestModel.integer("keepdims", 0)));
    }

    /** The same with channels last from the middle on. */
    private static TestModel lastInTheEnd() {
        return head(body().node("Mul", "scaled", "features scale")
                .node("Transpose", "turned", "scaled", TestModel.ints("perm", 0, 2, 3, 1))
                .node("Tanh", "act", "turned")
                .node("ReduceMean", "pooled", "act", TestModel.ints("axes", 1, 2), TestModel.integer("keepdims", 0)));
    }

    /** The same with channels last only in the middle. */
    private static TestModel lastInTheMiddle() {
        return head(body().node("Transpose", "turned", "features", TestModel.ints("perm", 0, 2, 3, 1))
                .constant("last", 1, 1, CHANNELS)
                .node("Reshape", "row", "scale last")
                .node("Mul", "scaled", "turned row")
                .node("Transpose", "back", "scaled", TestModel.ints("perm", 0, 3, 1, 2))
                .node("Tanh", "act", "back")
                .node("ReduceMean", "pooled", "act", TestModel.ints("axes", 2, 3), TestModel.integer("keepdims", 0)));
    }

    private ClassActivationMapper open(TestModel model) {
        return OnnxClassActivationMapper.builder(model.write(folder))
                .gemm(GemmEngine.java("for a test"))
                .open();
    }

    private static InputTensor input() {
        return InputTensor.of(3, HEIGHT, WIDTH, TestModel.values(7, 3 * HEIGHT * WIDTH), HEIGHT, WIDTH);
    }

    static Stream<CamMethod> methods() {
        return Stream.of(
                Methods.gradCam(),
                Methods.hiResCam(),
                Methods.layerCam(),
                Methods.reciproCam(),
                Methods.ablationCam(),
                Methods.scoreCam());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void mapsAreTheSameWhicheverOrderTheAxesOfALayerAndOfTheHeadHave(CamMethod method) {
        for (String layer : List.of("features", "scaled", "act")) {
            ActivationMap expected = explanation(first(), method, layer).top().map();
            for (TestModel spelling : List.of(lastInTheEnd(), lastInTheMiddle())) {
                assertSame(explanation(spelling, method, layer).top().map(), expected);
            }
        }
    }

    @Test
    void layersOfBothOrdersAreExplainedInOneRun() {
        Explanation explanation = explanation(lastInTheEnd(), Methods.gradCam(), "scaled", "act");
        Explanation expected = explanation(first(), Methods.gradCam(), "scaled", "act");

        for (String layer : List.of("scaled", "act")) {
            assertSame(
                    explanation.at(layer).top().map(), expected.at(layer).top().map());
        }
    }

    private Explanation explanation(TestModel model, CamMethod method, String... layers) {
        try (ClassActivationMapper mapper = open(model)) {
            return mapper.explain(
                    input(), Request.classes(List.of(2)).by(method).at(layers));
        }
    }

    private static void assertSame(ActivationMap map, ActivationMap expected) {
        assertThat(List.of(map.height(), map.width())).containsExactly(5, 4);
        for (int p = 0; p < map.values().length; p++) {
            assertThat(map.values()[p]).isCloseTo(expected.values()[p], within(1e-5f));
        }
    }

    @Test
    void layersAreListedWithTheirChannelsWhicheverOrderTheirAxesHave() {
        assertThat(LayerReport.of(lastInTheMiddle().write(folder)))
                .extracting(
                        layer -> "%s %d %d×%d".formatted(layer.name(), layer.channels(), layer.height(), layer.width()))
                .containsExactly(
                        "stem 4 5×4", "features 4 5×4", "turned 4 5×4", "scaled 4 5×4", "back 4 5×4", "act 4 5×4");
    }

    @Test
    void aLayerBesideTheWayToTheLogitsIsRefusedForThat() {
        TestModel model = first().node("Relu", "aside", "features").output("aside", 0, CHANNELS, 5, 4);
        try (ClassActivationMapper mapper = open(model)) {
            assertThatThrownBy(() ->
                            mapper.check(Request.top(1).by(Methods.hiResCam()).at("aside")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the tensor 'aside' does not lead to 'logits'");
        }
    }

    @Test
    void aLayerWhoseOrderNothingTellsIsRefused() {
        TestModel model = head(body().constant("columns", 0, CHANNELS, -1)
                .constant("squares", 0, CHANNELS, 5, 4)
                .node("Reshape", "places", "features columns")
                .node("Reshape", "square", "places squares")
                .node("Reshape", "places2", "square columns")
                .node("Reshape", "act", "places2 squares")
                .node("ReduceMean", "pooled", "act", TestModel.ints("axes", 2, 3), TestModel.integer("keepdims", 0)));
        try (ClassActivationMapper mapper = open(model)) {
            Request request = Request.top(1).by(Methods.hiResCam()).at("square");

            assertThatThrownBy(() -> mapper.explain(input(), request))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("the layer 'square'")
                    .hasMessageContaining("`cam inspect --layers`");
        }
    }
}
