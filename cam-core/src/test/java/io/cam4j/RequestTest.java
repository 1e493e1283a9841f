package io.cam4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cam4j.gemm.GemmEngine;
import io.cam4j.method.CamMethod;
import io.cam4j.method.Evidence;
import io.cam4j.method.MapRecipe;
import io.cam4j.method.Methods;
import io.cam4j.network.HeadKind;
import io.cam4j.network.ScoreKind;
import io.cam4j.preprocessing.Preprocessing;
import io.cam4j.testing.FakeNetwork;
import io.cam4j.testing.TestPictures;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestTest {
    private static final BufferedImage IMAGE = TestPictures.flat(6, 4, 128);

    private static ClassActivationMapper mapper(FakeNetwork network) {
        return ClassActivationMapper.builder(network)
                .preprocessing(Preprocessing.builder(2, 2).build())
                .gemm(GemmEngine.java("for a test"))
                .build();
    }

    private static FakeNetwork.Builder saying(float... logits) {
        return FakeNetwork.builder(HeadKind.GAP_LINEAR, logits.length, 1, logits)
                .logits(logits);
    }

    /** W = [1 −2; 0 3], A = [1 2 3 4], [0 1 0 1]. */
    private static FakeNetwork twoClasses() {
        return FakeNetwork.builder(HeadKind.GAP_LINEAR, 2, 2, 1, -2, 0, 3)
                .features(2, 2, 1, 2, 3, 4, 0, 1, 0, 1)
                .build();
    }

    @Test
    void severalMethodsComeFromOneRun() {
        FakeNetwork network = twoClasses();
        try (ClassActivationMapper mapper = mapper(network)) {
            Explanation explanation =
                    mapper.explain(IMAGE, Request.top(1).by(Methods.layerCam(), Methods.cam(), Methods.fem()));

            assertThat(network.batches()).containsExactly(1);
            assertThat(explanation.methods()).containsExactly("layer-cam", "cam", "fem");
            assertThat(explanation.top().method()).isEqualTo("layer-cam");
            assertThat(explanation.provenance().method()).isEqualTo("layer-cam");
            assertThat(explanation.top().index()).isZero(); // both logits are 1.5
        }
    }

    @Test
    void anExplanationOfOneMethodStandsByItself() {
        try (ClassActivationMapper mapper = mapper(twoClasses())) {
            Explanation all =
                    mapper.explain(IMAGE, Request.classes(List.of(0, 1)).by(Methods.cam(), Methods.layerCam()));

            Explanation layer = all.by("layer-cam");
            assertThat(layer.methods()).containsExactly("layer-cam");
            assertThat(layer.provenance().method()).isEqualTo("layer-cam");
            assertThat(layer.logits()).isEqualTo(all.logits());
            assertThat(layer.activations().get(0).map().values()).containsExactly(1, 2, 3, 4); // max(1, 0), max(−2, 0)
            assertThat(all.by("cam").activations()).isEqualTo(all.activations());
            assertThat(all.activations().get(0).map().values()).containsExactly(1, 0, 3, 2);
            assertThatThrownBy(() -> all.by("fem"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("one of the methods [cam, layer-cam] expected, got 'fem'");
        }
    }

    @Test
    void mapsOfCamAreTheSameBitsWhateverElseIsAskedFor() {
        try (ClassActivationMapper mapper = mapper(twoClasses())) {
            Explanation alone = mapper.explain(IMAGE, 2);
            Explanation among = mapper.explain(IMAGE, Request.top(2).by(Methods.ofOneRun()));

            assertThat(among.by("cam").activations()).isEqualTo(alone.activations());
        }
    }

    /** Channels that speak against the class, turned round. */
    private static class AgainstCam implements CamMethod {
        private final AtomicInteger calls = new AtomicInteger();

        @Override
        public String name() {
            return "against-cam";
        }

        @Override
        public MapRecipe map(Evidence evidence) {
            calls.incrementAndGet();
            float[] weights = evidence.gradient().mean();
            for (int k = 0; k < weights.length; k++) {
                weights[k] = Math.max(0, -weights[k]);
            }
            return MapRecipe.channels(weights);
        }
    }

    @Test
    void aMethodOfOnesOwnIsAFewLines() {
        try (ClassActivationMapper mapper = mapper(twoClasses())) {
            AgainstCam method = new AgainstCam();
            Explanation explanation =
                    mapper.explain(IMAGE, Request.classes(List.of(0, 1)).by(method));

            assertThat(explanation.top().map().values()).containsExactly(0, 2, 0, 2); // 2 times the second channel
            assertThat(explanation.activations().get(1).map().isFlat()).isTrue();
            assertThat(method.calls).hasValue(2);
        }
    }

    @Test
    void whatAMethodGetsWrongIsSaid() {
        CamMethod wrong = new AgainstCam() {
            @Override
            public MapRecipe map(Evidence evidence) {
                return MapRecipe.channels(1, 2, 3);
            }
        };
        try (ClassActivationMapper mapper = mapper(twoClasses())) {
            assertThatThrownBy(() -> mapper.explain(IMAGE, Request.top(1).by(wrong)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a weight for each of 2 channels expected of against-cam, got 3");
        }
    }

    @Test
    void allClassesAboveAThresholdComeBestFirst() {
        FakeNetwork network = saying(-1, 2, 0, 3).scores(ScoreKind.SIGMOID).build();
        try (ClassActivationMapper mapper = mapper(network)) {
            assertThat(mapper.explainAbove(IMAGE, 0.5).activations())
                    .extracting(ClassActivation::index)
                    .containsExactly(3, 1); // s(0) is ½, not above it
            assertThat(mapper.explainAbove(IMAGE, 0).activations()).hasSize(4);
            assertThat(mapper.explain(IMAGE, Request.above(0.95).by(Methods.eigenCam(), Methods.cam()))
                            .by("cam")
                            .activations())
                    .extracting(ClassActivation::index)
                    .containsExactly(3);
        }
    }

    @Test
    void noClassMayBeAboveAThreshold() {
        FakeNetwork network = saying(-1, 2).scores(ScoreKind.SIGMOID).build();
        try (ClassActivationMapper mapper = mapper(network)) {
            Explanation explanation =
                    mapper.explain(IMAGE, Request.above(0.9).by(Methods.cam(), Methods.eigenCam(), Methods.layerCam()));

            assertThat(explanation.activations()).isEmpty();
            assertThat(explanation.by("eigen-cam").activations()).isEmpty();
            assertThat(explanation.probabilities()).hasSize(2);
            assertThatThrownBy(explanation::top)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessage("no class was above the threshold asked for");
        }
    }

    @Test
    void requestsThatMakeNoSenseAreRefusedBeforeTheNetworkRuns() {
        assertThatThrownBy(() -> Request.above(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Request.above(1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a threshold from 0 to 1 expected, got 1.5");
        assertThatThrownBy(() -> Request.top(1).by(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("one or more methods of different names expected, got []");
        assertThatThrownBy(() -> Request.top(1).by(Methods.cam(), Methods.cam()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("one or more methods of different names expected, got [cam, cam]");
        FakeNetwork network = saying(1, 2).scores(ScoreKind.SIGMOID).build();
        try (ClassActivationMapper mapper = mapper(network)) {
            assertThatThrownBy(() -> mapper.explain(IMAGE, Request.top(1).by(Methods.softmaxGradCam())))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("softmax-grad-cam holds for ");
            assertThat(network.batches()).isEmpty();
        }
    }
}
