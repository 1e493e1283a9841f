package io.cam4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cam4j.gemm.GemmEngine;
import io.cam4j.method.CamMethod;
import io.cam4j.method.Definitions;
import io.cam4j.method.Methods;
import io.cam4j.method.SlowHead;
import io.cam4j.method.Target;
import io.cam4j.network.Activation;
import io.cam4j.network.HeadKind;
import io.cam4j.preprocessing.Preprocessing;
import io.cam4j.testing.TestPictures;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each method's closed form beside its definition: gradients by central differences, ablation by really ablating. */
class ClosedFormsTest {
    private static final BufferedImage IMAGE = TestPictures.flat(2, 2, 128);
    private static final List<String> SIGNLESS = List.of("eigen-cam", "eigen-grad-cam", "kpca-cam");
    private static final List<Integer> CLASSES =
            IntStream.range(0, SlowHead.CLASSES).boxed().toList();

    private static ClassActivationMapper mapper(SlowHead head) {
        return ClassActivationMapper.builder(head.network())
                .preprocessing(Preprocessing.builder(2, 2).build())
                .gemm(GemmEngine.java("for a test"))
                .build();
    }

    static Stream<Arguments> heads() {
        return LongStream.rangeClosed(1, 4)
                .boxed()
                .flatMap(seed -> Stream.of(true, false)
                        .flatMap(signed -> Stream.of(
                                Arguments.of(HeadKind.GAP_LINEAR, Activation.NONE, signed, seed),
                                Arguments.of(HeadKind.GAP_CONV, Activation.NONE, signed, seed),
                                Arguments.of(HeadKind.CONV_GAP, Activation.NONE, signed, seed),
                                Arguments.of(HeadKind.CONV_GAP, Activation.RELU, signed, seed))));
    }

    @ParameterizedTest(name = "{0}, activation {1}, signed features {2}, seed {3}: every method is what its paper says")
    @MethodSource("heads")
    void everyMethodIsWhatItsPaperSays(HeadKind kind, Activation activation, boolean signed, long seed) {
        SlowHead head = new SlowHead(kind, activation, signed, seed);
        try (ClassActivationMapper mapper = mapper(head)) {
            Explanation explanation =
                    mapper.explain(IMAGE, Request.classes(CLASSES).by(Methods.ofOneRun()));

            assertThat(explanation.methods())
                    .containsExactlyElementsOf(
                            Methods.ofOneRun().stream().map(CamMethod::name).toList());
            for (String method : explanation.methods()) {
                for (ClassActivation activated : explanation.by(method).activations()) {
                    double[] expected = Definitions.map(method, head, activated.index());
                    assertSame(method, activated.map().values(), expected, SIGNLESS.contains(method));
                    assertThat(activated.method()).isEqualTo(method);
                    assertThat(activated.completenessError()).isLessThan(1e-6);
                }
            }
        }
    }

    static Stream<Arguments> targets() {
        Function<Integer, ToDoubleFunction<double[]>> softmax = Definitions::softmax;
        Function<Integer, ToDoubleFunction<double[]>> logSoftmax =
                c -> logits -> Math.log(Definitions.softmax(c).applyAsDouble(logits));
        Function<Integer, ToDoubleFunction<double[]>> sigmoid = c -> logits -> 1 / (1 + Math.exp(-logits[c]));
        Function<Integer, ToDoubleFunction<double[]>> against = c -> logits -> logits[c] - logits[2];
        Target own = (logits, c) -> { // of t = y_c²
            float[] gradient = new float[logits.length];
            gradient[c] = 2 * logits[c];
            return gradient;
        };
        Function<Integer, ToDoubleFunction<double[]>> square = c -> logits -> logits[c] * logits[c];
        return Stream.of(
                        Arguments.of("softmax", Target.softmax(), softmax),
                        Arguments.of("log-softmax", Target.logSoftmax(), logSoftmax),
                        Arguments.of("sigmoid", Target.sigmoid(), sigmoid),
                        Arguments.of("against", Target.against(2), against),
                        Arguments.of("square", own, square))
                .flatMap(named -> Stream.of(Activation.values())
                        .map(activation -> Arguments.of(named.get()[0], activation, named.get()[1], named.get()[2])));
    }

    @ParameterizedTest(name = "{0}, activation {1}: methods on gradients explain any target")
    @MethodSource("targets")
    void methodsOnGradientsExplainAnyTarget(
            String name, Activation activation, Target target, Function<Integer, ToDoubleFunction<double[]>> function) {
        SlowHead head = new SlowHead(HeadKind.CONV_GAP, activation, false, 5);
        List<CamMethod> methods = Stream.of("grad-cam", "hires-cam", "xgrad-cam", "layer-cam", "grad-cam++")
                .map(method -> Methods.named(method).withTarget(name + "-" + method, target))
                .toList();
        try (ClassActivationMapper mapper = mapper(head)) {
            Explanation explanation =
                    mapper.explain(IMAGE, Request.classes(CLASSES).by(methods));

            for (int c : CLASSES) {
                double[][] g = head.gradient(function.apply(c));
                assertSame(name, values(explanation, name + "-grad-cam", c), Definitions.gradCam(head, g), false);
                assertSame(name, values(explanation, name + "-hires-cam", c), Definitions.hiRes(head, g), false);
                assertSame(name, values(explanation, name + "-xgrad-cam", c), Definitions.xGrad(head, g), false);
                assertSame(name, values(explanation, name + "-layer-cam", c), Definitions.layer(head, g), false);
                assertSame(name, values(explanation, name + "-grad-cam++", c), Definitions.plusPlus(head, g), false);
            }
        }
    }

    private static float[] values(Explanation explanation, String method, int place) {
        return explanation.by(method).activations().get(place).map().values();
    }

    /** Equal to a hundred-thousandth of the range, or, where a sign is arbitrary, one of ± is. */
    private static void assertSame(String what, float[] found, double[] expected, boolean eitherSign) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        double same = 0;
        for (int p = 0; p < expected.length; p++) {
            least = Math.min(least, expected[p]);
            most = Math.max(most, expected[p]);
            same += found[p] * expected[p];
        }
        double sign = eitherSign && same < 0 ? -1 : 1;
        double tolerance = 1e-5 * Math.max(most - least, 1e-3);
        for (int p = 0; p < expected.length; p++) {
            assertThat((double) found[p]).as(what).isCloseTo(sign * expected[p], within(tolerance));
        }
    }

    @Test
    void onHeadsThatPoolFirstFourMethodsAreOne() {
        SlowHead head = new SlowHead(HeadKind.GAP_LINEAR, Activation.NONE, true, 11);
        try (ClassActivationMapper mapper = mapper(head)) {
            Explanation alone = mapper.explain(IMAGE, 3);
            Explanation all = mapper.explain(
                    IMAGE, Request.top(3).by(Methods.gradCam(), Methods.hiResCam(), Methods.xGradCam(), Methods.cam()));

            for (String method : all.methods()) {
                assertThat(all.by(method).activations().stream().map(ClassActivation::map))
                        .as(method)
                        .containsExactlyElementsOf(alone.activations().stream()
                                .map(ClassActivation::map)
                                .toList());
            }
        }
    }
}
