package io.cam4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cam4j.gemm.GemmEngine;
import io.cam4j.network.HeadKind;
import io.cam4j.preprocessing.InputTensor;
import io.cam4j.preprocessing.Preprocessing;
import io.cam4j.preprocessing.TensorLayout;
import io.cam4j.testing.FakeNetwork;
import io.cam4j.testing.TestPictures;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a mapper refuses, and what it says then. */
class MapperRefusalsTest {
    /** Takes 2 × 2 pixels and leaves their values as they are. */
    private static final Preprocessing PLAIN = Preprocessing.builder(2, 2).build();

    private static final BufferedImage IMAGE = TestPictures.flat(6, 4, 128);

    private static ClassActivationMapper.Builder builder(FakeNetwork network) {
        return ClassActivationMapper.builder(network).preprocessing(PLAIN).gemm(GemmEngine.java("for a test"));
    }

    private static ClassActivationMapper mapper(FakeNetwork network) {
        return builder(network).build();
    }

    /** A network whose logits are given, one channel, features all 1. */
    private static FakeNetwork saying(float... logits) {
        return FakeNetwork.builder(HeadKind.GAP_LINEAR, logits.length, 1, logits)
                .logits(logits)
                .build();
    }

    @ParameterizedTest(name = "k = {0} of 2 is refused")
    @ValueSource(ints = {-1, 0, 3})
    void kMustBeWithinTheClasses(int k) {
        FakeNetwork network = saying(1, 2);
        try (ClassActivationMapper mapper = mapper(network)) {
            String message = "k: 1 to 2 classes expected, got " + k;

            assertThatThrownBy(() -> mapper.explain(IMAGE, k))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> mapper.explain(mapper.preprocess(IMAGE), k))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> mapper.explainAll(List.of(IMAGE), k))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
            assertThat(network.batches()).isEmpty();
        }
    }

    @Test
    void unknownClassesAreNamed() {
        FakeNetwork network = saying(1, 2);
        try (ClassActivationMapper mapper = mapper(network)) {
            assertThatThrownBy(() -> mapper.explainClasses(IMAGE, List.of(1, 2, -1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("classes 0 to 1 expected, got [2, -1]");
            assertThatThrownBy(() -> mapper.explainClasses(IMAGE, List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("one or more classes expected, got none");
            assertThat(network.batches()).isEmpty();
        }
    }

    @Test
    void anEmptyListOfImagesIsRefused() {
        try (ClassActivationMapper mapper = mapper(saying(1, 2))) {
            assertThatThrownBy(() -> mapper.explainAll(List.of(), 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("one or more images expected, got none");
        }
    }

    @ParameterizedTest(name = "{0} labels for 2 classes are refused")
    @ValueSource(ints = {1, 3})
    void thereMustBeOneLabelAClass(int count) {
        FakeNetwork network = saying(1, 2);
        Labels labels = Labels.of(List.of("a", "b", "c").subList(0, count));

        assertThatThrownBy(() -> builder(network).labels(labels).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("one label a class expected: the model has 2 classes, the labels are " + count
                        + ". Is there a background class too many or too few?");
        assertThat(network.closes()).as("still the caller's").isZero();
    }

    @Test
    void aRecipeThatDoesNotSuitTheNetworkIsRefused() {
        Preprocessing other = Preprocessing.builder(3, 2).build();

        assertThatThrownBy(() -> builder(saying(1, 2)).preprocessing(other).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a recipe that suits the model expected: the model wants 2 × 2 pixels, 3 channels, NCHW, float32, the recipe makes 3 × 2 pixels, 3 channels, NCHW, float32. Change the recipe, or use a preset, which adapts.");
    }

    @Test
    void aTensorOfAnotherShapeIsRefused() {
        try (ClassActivationMapper mapper = mapper(saying(1, 2))) {
            InputTensor wide = InputTensor.of(3, 2, 3, new float[18], 6, 4);
            InputTensor gray = InputTensor.of(1, 2, 2, new float[4], 6, 4);
            InputTensor nhwc = Preprocessing.builder(2, 2)
                    .layout(TensorLayout.NHWC)
                    .build()
                    .apply(IMAGE);

            assertThatThrownBy(() -> mapper.explain(wide, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "an input of 3 channels, 2 rows, 2 columns, NCHW expected, got [1, 3, 2, 3] NCHW. Make it with preprocess(image).");
            assertThatThrownBy(() -> mapper.explain(gray, 1)).hasMessageContaining("got [1, 1, 2, 2] NCHW");
            assertThatThrownBy(() -> mapper.explain(nhwc, 1)).hasMessageContaining("got [1, 2, 2, 3] NHWC");
        }
    }

    @ParameterizedTest(name = "a logit of {0} is reported")
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void logitsThatAreNoNumbersAreReported(float bad) {
        FakeNetwork network = saying(1, bad);
        try (ClassActivationMapper mapper = mapper(network)) {
            assertThatThrownBy(() -> mapper.explain(IMAGE, 1))
                    .isInstanceOfSatisfying(
                            NonFiniteScoresException.class,
                            e -> assertThat(e.model()).contains("fake.onnx"))
                    .hasMessage(
                            "finite logits expected, got " + bad
                                    + " at index 1: the image's values do not suit the model, or its weights are damaged. Check the preprocessing (scale, mean, std) and the model file.");
            assertThat(network.openOutputs()).isZero();
        }
    }

    @Test
    void aBiasThatOverflowsTheMapIsReported() {
        FakeNetwork network = FakeNetwork.builder(HeadKind.CONV_GAP, 1, 1, 1)
                .bias(Float.MAX_VALUE)
                .features(1, 1, Float.MAX_VALUE)
                .logits(0)
                .build();
        try (ClassActivationMapper mapper = mapper(network)) {
            assertThatThrownBy(() -> mapper.explain(IMAGE, 1))
                    .isInstanceOf(NonFiniteScoresException.class)
                    .hasMessageStartingWith("finite maps expected, got Infinity at index 0: ");
        }
    }

    @ParameterizedTest(name = "features with {0} are reported")
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void featuresThatAreNoNumbersAreReported(float bad) {
        FakeNetwork network = FakeNetwork.builder(HeadKind.GAP_LINEAR, 2, 1, 1, 2)
                .features(1, 2, 0, bad)
                .logits(0, 1)
                .build();
        try (ClassActivationMapper mapper = mapper(network)) {
            assertThatThrownBy(() -> mapper.explain(IMAGE, 1))
                    .isInstanceOf(NonFiniteScoresException.class)
                    .hasMessageStartingWith("finite weights × features expected, got " + bad + " at index 1: ");
            assertThat(network.openOutputs()).isZero();
        }
    }

    @Test
    void aNetworksFailureReachesTheCaller() {
        FakeNetwork network = FakeNetwork.builder(HeadKind.GAP_LINEAR, 1, 1, 1)
                .duringRun(() -> {
                    throw new CamModelException("fake.onnx", "out of memory");
                })
                .build();
        ClassActivationMapper mapper = mapper(network);

        assertThatThrownBy(() -> mapper.explain(IMAGE, 1))
                .isInstanceOf(CamModelException.class)
                .hasMessage("out of memory");
    }
}
