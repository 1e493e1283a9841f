package io.cam4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cam4j.gemm.GemmEngine;
import io.cam4j.network.Activation;
import io.cam4j.network.HeadKind;
import io.cam4j.preprocessing.ElementType;
import io.cam4j.preprocessing.Geometry;
import io.cam4j.preprocessing.InputSpec;
import io.cam4j.preprocessing.InputTensor;
import io.cam4j.preprocessing.Preprocessing;
import io.cam4j.preprocessing.TensorLayout;
import io.cam4j.testing.FakeNetwork;
import io.cam4j.testing.TestPictures;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClassActivationMapperTest {
    /** Takes 2 × 2 pixels and leaves their values as they are. */
    private static final Preprocessing PLAIN = Preprocessing.builder(2, 2).build();

    private static final BufferedImage IMAGE = TestPictures.flat(6, 4, 128);

    /*
     * W = [1 2; 0 −1], A = [1 2 3 4], [0 1 0 −1], so by hand W·A = [1 4 3 2], [0 −1 0 1] with means 2.5 and 0.
     */
    private static FakeNetwork.Builder twoClasses(HeadKind kind) {
        return FakeNetwork.builder(kind, 2, 2, 1, 2, 0, -1).features(2, 2, 1, 2, 3, 4, 0, 1, 0, -1);
    }

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

    /** A network of two classes, whose first logit is the picture's first value, that of the second always 100. */
    private static FakeNetwork.Builder lookingAtOnePixel() {
        return FakeNetwork.builder(HeadKind.GAP_LINEAR, 2, 2, 1, 0, 0, 1)
                .features(1, 1, picture -> new float[] {picture[0], 100});
    }

    private static InputSpec batchOf(int batch) {
        return new InputSpec(batch, 3, 2, 2, TensorLayout.NCHW, ElementType.FLOAT32);
    }

    @Test
    void theMostProbableClassesComeBestFirst() {
        try (ClassActivationMapper mapper = mapper(saying(1, 4, 2, 3))) {
            Explanation explanation = mapper.explain(IMAGE, 3);

            assertThat(explanation.activations())
                    .extracting(ClassActivation::index)
                    .containsExactly(1, 3, 2);
            assertThat(explanation.activations())
                    .extracting(ClassActivation::rank)
                    .containsExactly(1, 2, 3);
            assertThat(explanation.activations())
                    .extracting(ClassActivation::logit)
                    .containsExactly(4f, 3f, 2f);
            assertThat(explanation.top()).isSameAs(explanation.activations().get(0));
        }
    }

    @Test
    void equallyProbableClassesComeLowerIndexFirst() {
        try (ClassActivationMapper mapper = mapper(saying(2, 5, 5, 2, 5))) {
            assertThat(mapper.explain(IMAGE, 5).activations())
                    .extracting(ClassActivation::index)
                    .containsExactly(1, 2, 4, 0, 3);
        }
    }

    @Test
    void probabilitiesAreTheSoftmaxOfAllLogits() {
        try (ClassActivationMapper mapper = mapper(saying(0f, (float) Math.log(3)))) {
            Explanation explanation = mapper.explain(IMAGE, 1);

            assertThat(explanation.classes()).isEqualTo(2);
            assertThat(explanation.logits()).containsExactly(0f, (float) Math.log(3));
            assertThat(explanation.probabilities()).containsExactly(new float[] {0.25f, 0.75f}, within(1e-7f));
            assertThat(explanation.probability(0)).isEqualTo(0.25f, within(1e-7f));
            assertThat(explanation.top().probability()).isEqualTo(0.75f, within(1e-7f));
        }
    }

    @Test
    void givenClassesAreExplainedInTheOrderGiven() {
        try (ClassActivationMapper mapper = mapper(saying(1, 4, 2, 3))) {
            List<ClassActivation> activations =
                    mapper.explainClasses(IMAGE, List.of(2, 0, 3, 2)).activations();

            assertThat(activations).extracting(ClassActivation::index).containsExactly(2, 0, 3, 2);
            assertThat(activations).extracting(ClassActivation::rank).containsExactly(1, 2, 3, 4);
            assertThat(activations).extracting(ClassActivation::logit).containsExactly(2f, 1f, 3f, 2f);
            assertThat(activations)
                    .allSatisfy(
                            activation -> assertThat(activation.map().at(0, 0)).isEqualTo(activation.logit()));
        }
    }

    @ParameterizedTest(name = "the map of a {0} head is weights times features")
    @EnumSource(names = {"GAP_LINEAR", "GAP_CONV"})
    void mapsAreWeightsTimesFeatures(HeadKind kind) {
        FakeNetwork network = twoClasses(kind).bias(0.5f, -0.25f).build();
        try (ClassActivationMapper mapper = mapper(network)) {
            List<ClassActivation> activations =
                    mapper.explainClasses(IMAGE, List.of(0, 1)).activations();

            assertThat(activations.get(0).map()).isEqualTo(ActivationMap.of(2, 2, 1, 4, 3, 2));
            assertThat(activations.get(1).map()).isEqualTo(ActivationMap.of(2, 2, 0, -1, 0, 1));
            assertThat(activations).allSatisfy(activation -> {
                assertThat(activation.linearMap()).isEqualTo(activation.map());
                assertThat(activation.completenessError()).isZero(); // logits 2.5 + 0.5 and 0 − 0.25
            });
        }
    }

    @Test
    void theMapOfAConvolutionHasItsBiasAndActivation() {
        FakeNetwork network = twoClasses(HeadKind.CONV_GAP)
                .bias(-2f, 0.5f)
                .activation(Activation.RELU)
                .build();
        try (ClassActivationMapper mapper = mapper(network)) {
            Explanation explanation = mapper.explainClasses(IMAGE, List.of(0, 1));

            ClassActivation first = explanation.activations().get(0);
            assertThat(first.map()).isEqualTo(ActivationMap.of(2, 2, 0, 2, 1, 0));
            assertThat(first.linearMap()).isEqualTo(ActivationMap.of(2, 2, 1, 4, 3, 2));
            ClassActivation second = explanation.activations().get(1);
            assertThat(second.map()).isEqualTo(ActivationMap.of(2, 2, 0.5f, 0, 0.5f, 1.5f));
            assertThat(second.linearMap()).isEqualTo(ActivationMap.of(2, 2, 0, -1, 0, 1));
            assertThat(explanation.logits()).containsExactly(0.75f, 0.625f);
            assertThat(explanation.activations())
                    .allSatisfy(activation ->
                            assertThat(activation.completenessError()).isZero());
        }
    }

    @Test
    void aConvolutionWithoutActivationAddsItsBiasOnly() {
        FakeNetwork network = twoClasses(HeadKind.CONV_GAP).bias(-2f, 0.5f).build();
        try (ClassActivationMapper mapper = mapper(network)) {
            ClassActivation first =
                    mapper.explainClasses(IMAGE, List.of(0)).activations().get(0);

            assertThat(first.map()).isEqualTo(ActivationMap.of(2, 2, -1, 2, 1, 0));
            assertThat(first.completenessError()).isZero();
        }
    }

    @Test
    void aConvolutionWithoutBiasAndActivationHasOneMapOnly() {
        try (ClassActivationMapper mapper = mapper(twoClasses(HeadKind.CONV_GAP).build())) {
            ClassActivation top = mapper.explain(IMAGE, 1).top();

            assertThat(top.map()).isEqualTo(ActivationMap.of(2, 2, 1, 4, 3, 2)).isSameAs(top.linearMap());
        }
    }

    @ParameterizedTest(name = "{0}: a logit of {1} is {2} from what the map accounts for")
    @CsvSource({"GAP_LINEAR, 3.25, 0.25", "GAP_CONV, 2, 1", "CONV_GAP, 2.5, 0.5"})
    void theCompletenessErrorIsWhatTheMapDoesNotAccountFor(HeadKind kind, float logit, double error) {
        FakeNetwork network = twoClasses(kind).bias(0.5f, 0).logits(logit, 0).build();
        try (ClassActivationMapper mapper = mapper(network)) {
            assertThat(mapper.explain(IMAGE, 1).top().completenessError()).isEqualTo(error); // mean 2.5, bias 0.5
        }
    }

    @Test
    void aListIsExplainedInOnePass() {
        FakeNetwork network = lookingAtOnePixel().build();
        try (ClassActivationMapper mapper = mapper(network)) {
            List<Explanation> explanations = mapper.explainAll(threeImages(), 1);

            assertThat(network.batches()).containsExactly(3);
            checkThree(explanations);
        }
    }

    @Test
    void aListOfLargeInputsGoesInPassesOfSixtyFourMegabytes() {
        FakeNetwork network = lookingAtOnePixel()
                .input(new InputSpec(InputSpec.FREE, 3, 2000, 2000, TensorLayout.NCHW, ElementType.FLOAT32))
                .build();
        try (ClassActivationMapper mapper = ClassActivationMapper.builder(network)
                .gemm(GemmEngine.java("for a test"))
                .build()) {
            assertThat(mapper.explainAll(threeImages(), 1)).hasSize(3);

            assertThat(network.batches()).containsExactly(1, 1, 1); // 48 MB each
        }
    }

    @Test
    void aFixedBatchOfOneTakesAListOneByOne() {
        FakeNetwork network = lookingAtOnePixel().input(batchOf(1)).build();
        try (ClassActivationMapper mapper = mapper(network)) {
            List<Explanation> explanations = mapper.explainAll(threeImages(), 1);

            assertThat(network.batches()).containsExactly(1, 1, 1);
            checkThree(explanations);
        }
    }

    @Test
    void aFixedBatchIsFilledUp() {
        FakeNetwork network = lookingAtOnePixel().input(batchOf(2)).build();
        try (ClassActivationMapper mapper = mapper(network)) {
            List<Explanation> explanations = mapper.explainAll(threeImages(), 1);

            assertThat(network.batches()).containsExactly(2, 2);
            checkThree(explanations);
            assertThat(mapper.explain(TestPictures.flat(2, 2, 7), 1).logits()).containsExactly(7f, 100f);
            assertThat(network.batches()).containsExactly(2, 2, 2);
        }
    }

    private static List<BufferedImage> threeImages() {
        return List.of(TestPictures.flat(2, 2, 50), TestPictures.flat(4, 2, 150), TestPictures.flat(2, 6, 200));
    }

    private static void checkThree(List<Explanation> explanations) {
        assertThat(explanations)
                .extracting(explanation -> explanation.logits()[0])
                .containsExactly(50f, 150f, 200f);
        assertThat(explanations)
                .extracting(explanation -> explanation.top().index())
                .containsExactly(1, 0, 0);
        assertThat(explanations)
                .extracting(Explanation::geometry)
                .containsExactly(
                        Geometry.stretch(2, 2, 2, 2), Geometry.stretch(4, 2, 2, 2), Geometry.stretch(2, 6, 2, 2));
        assertThat(explanations)
                .allSatisfy(
                        explanation -> assertThat(explanation.top().geometry()).isEqualTo(explanation.geometry()));
    }

    @Test
    void aTensorIsExplainedAsTheImageItWasMadeFrom() {
        try (ClassActivationMapper mapper = mapper(lookingAtOnePixel().build())) {
            InputTensor tensor = mapper.preprocess(IMAGE);

            assertThat(mapper.explain(tensor, 2).activations())
                    .isEqualTo(mapper.explain(IMAGE, 2).activations());
            assertThat(mapper.explainClasses(tensor, List.of(0)).activations())
                    .isEqualTo(mapper.explainClasses(IMAGE, List.of(0)).activations());
        }
    }

    @Test
    void theImageIsNeitherChangedNorKept() {
        BufferedImage image = TestPictures.of(2, 2, 0x010203, 0x040506, 0x070809, 0x0a0b0c);
        try (ClassActivationMapper mapper = mapper(lookingAtOnePixel().build())) {
            InputTensor tensor = mapper.preprocess(image);
            assertThat(TestPictures.pixels(image)).containsExactly(0x010203, 0x040506, 0x070809, 0x0a0b0c);

            image.setRGB(0, 0, 0xffffff);

            assertThat(tensor.values().get(0)).isEqualTo(1f);
        }
    }

    @Test
    void explanationsAreCopies() {
        try (ClassActivationMapper mapper = mapper(saying(1, 2))) {
            Explanation explanation = mapper.explain(IMAGE, 1);
            explanation.logits()[0] = 99;
            explanation.probabilities()[0] = 99;

            assertThat(explanation.logits()).containsExactly(1f, 2f);
            assertThat(explanation.probability(0)).isLessThan(1f);
            assertThatThrownBy(() -> explanation.activations().clear())
                    .isInstanceOf(UnsupportedOperationException.class);
        }
    }

    @Test
    void labelsNameTheClasses() {
        FakeNetwork network = saying(1, 2);
        Labels labels = Labels.of(List.of("cat", "dog"));
        try (ClassActivationMapper mapper = builder(network).labels(labels).build()) {
            assertThat(mapper.labels()).contains(labels);
            assertThat(mapper.explain(IMAGE, 1).top().label()).isEqualTo("dog");
            assertThat(mapper.explain(IMAGE, 1).top().name()).isEqualTo("dog");
            assertThat(mapper.explain(IMAGE, 2).toString().lines())
                    .containsExactly("1. dog 0.7311", "2. cat 0.2689"); // 1 / (1 + 1/e)
        }
    }

    @Test
    void classesWithoutLabelsAreNumbered() {
        try (ClassActivationMapper mapper = mapper(saying(1, 2))) {
            assertThat(mapper.labels()).isEmpty();
            assertThat(mapper.explain(IMAGE, 1).top().label()).isNull();
            assertThat(mapper.explain(IMAGE, 1).top().name()).isEqualTo("class 1");
        }
    }

    @Test
    void anExplanationSaysHowItCameAbout() {
        FakeNetwork network = saying(1, 2);
        try (ClassActivationMapper mapper = mapper(network)) {
            Provenance provenance = mapper.explain(IMAGE, 1).provenance();

            assertThat(provenance).isEqualTo(mapper.provenance());
            assertThat(provenance.method()).isEqualTo("cam");
            assertThat(provenance.model().name()).isEqualTo("fake.onnx");
            assertThat(provenance.head()).isEqualTo(network.head());
            assertThat(provenance.preprocessing()).isEqualTo(PLAIN);
            assertThat(provenance.runtime()).isEqualTo("fake 1.0");
            assertThat(provenance.provider()).isEqualTo("none");
            assertThat(provenance.gemm()).isEqualTo("java");
            assertThat(provenance.gemmReason()).isEqualTo("for a test");
        }
    }

    @Test
    void aPresetBendsToTheNetworkAndIsTheDefault() {
        try (ClassActivationMapper mapper =
                ClassActivationMapper.builder(saying(1, 2)).build()) {
            Preprocessing recipe = mapper.provenance().preprocessing();

            assertThat(recipe.width()).isEqualTo(2);
            assertThat(recipe.mean()).isEqualTo(Preprocessing.imageNet().mean());
            assertThat(mapper.provenance().gemm())
                    .isEqualTo(GemmEngine.start().join().name());
        }
    }
}
