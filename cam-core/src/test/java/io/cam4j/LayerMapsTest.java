package io.cam4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cam4j.gemm.GemmEngine;
import io.cam4j.method.MaskGrid;
import io.cam4j.method.Methods;
import io.cam4j.method.Target;
import io.cam4j.network.NoGradientException;
import io.cam4j.preprocessing.InputTensor;
import io.cam4j.preprocessing.Preprocessing;
import io.cam4j.testing.FakeLayers;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class LayerMapsTest {
    private static ClassActivationMapper mapper(FakeLayers network) {
        return ClassActivationMapper.builder(network)
                .preprocessing(Preprocessing.builder(2, 2).build())
                .gemm(GemmEngine.java("for a test"))
                .build();
    }

    /** All ones: the logits are 1 and −1. */
    private static InputTensor input() {
        float[] ones = new float[12];
        Arrays.fill(ones, 1);
        return InputTensor.of(3, 2, 2, ones, 2, 2);
    }

    private static float[] map(Explanation explanation) {
        return explanation.top().map().values();
    }

    @Test
    void gradientsOfAllClassesLayersAndTargetsComeFromOneBackwardPass() {
        FakeLayers network = new FakeLayers(true);
        try (ClassActivationMapper mapper = mapper(network)) {
            Explanation explanation = mapper.explain(
                    input(),
                    Request.classes(List.of(1, 0))
                            .by(
                                    Methods.gradCam(),
                                    Methods.layerCam(),
                                    Methods.gradCam().withTarget("against", Target.against(0)),
                                    Methods.fem())
                            .at("early", "late"));

            assertThat(network.backwardPasses()).isEqualTo(1);
            assertThat(explanation.layers()).containsExactly("early", "late");
            // of class 1 each gradient is 1, counted 4 times: 4 · (0 + 4), …
            assertThat(map(explanation.at("early"))).containsExactly(16, 20, 24, 28);
            assertThat(map(explanation.at("early").by("against"))).containsExactly(8, 10, 12, 14);
            assertThat(map(explanation.at("late"))).containsExactly(2, -4);
            assertThat(map(explanation.by("grad-cam").at("late"))).containsExactly(2, -4);
            assertThat(explanation.activations().get(1).map().values()).containsExactly(8, 10, 12, 14);
            assertThat(explanation.top().completenessError()).isNaN();
            assertThat(explanation.by("fem").activations().get(0).map())
                    .isEqualTo(explanation.by("fem").activations().get(1).map());
            assertThatThrownBy(() -> explanation.at("later"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("one of the layers [early, late] expected, got 'later'");
        }
    }

    @Test
    void layersAreFusedWhereAskedFor() {
        try (ClassActivationMapper mapper = mapper(new FakeLayers(true))) {
            Explanation fused = mapper.explain(
                    input(),
                    Request.top(1).by(Methods.gradCam()).at("early", "late").fused(LayerFusion.MAX));

            // early: 0, 1/3, 2/3, 1; late: 1, 0 in both rows
            float[] values = map(fused);
            double[] expected = {1, 1 / 3.0, 1, 1};
            for (int i = 0; i < expected.length; i++) {
                assertThat((double) values[i]).isCloseTo(expected[i], within(1e-6));
            }
            assertThat(map(fused.at("late"))).containsExactly(1, -2);
            assertThat(fused.provenance().choice())
                    .isEqualTo("it was asked for; the maps at [early, late] are fused: max");
            assertThat(fused.at("late").provenance().choice()).isEqualTo("it was asked for");
        }
    }

    @Test
    void aHeadThatFlattensIsExplainedAtItsLastLayerByTheFirstMethodThatApplies() {
        try (ClassActivationMapper mapper = mapper(new FakeLayers(true))) {
            Explanation gradients = mapper.explain(input(), 1);
            assertThat(gradients.methods()).containsExactly("grad-cam");
            assertThat(gradients.layers()).isEmpty();
            assertThat(map(gradients)).containsExactly(1, -2);
        }
        try (ClassActivationMapper mapper = mapper(new FakeLayers(false))) {
            Explanation trials = mapper.explain(input(), 1);
            assertThat(trials.methods()).containsExactly("recipro-cam");
            assertThat(trials.provenance().choice()).endsWith("no Grad-CAM: no gradient leads to [late].");
            assertThat(map(trials)).containsExactly(1 / 12f, -2 / 12f);
            assertThatThrownBy(() -> mapper.check(Request.top(1).by(Methods.gradCam())))
                    .isInstanceOf(NoGradientException.class)
                    .hasMessageContaining("Methods that would still work: ablation-cam, recipro-cam, eigen-cam");
        }
    }

    @Test
    void noClassAboveAThresholdGivesNoMapAndNoTrial() {
        FakeLayers network = new FakeLayers(true);
        try (ClassActivationMapper mapper = mapper(network)) {
            Explanation none = mapper.explain(input(), Request.above(0.99).by(Methods.gradCam(), Methods.rise()));
            assertThat(none.activations()).isEmpty();
            assertThat(none.methods()).containsExactly("grad-cam", "rise");
            assertThat(network.batches()).isEmpty();
        }
    }

    @Test
    void channelsThatAreTheSameEverywhereShareOneTrial() {
        FakeLayers network = new FakeLayers(false);
        try (ClassActivationMapper mapper = mapper(network)) {
            Explanation explanation = mapper.explain(
                    input(),
                    Request.top(1).by(Methods.scoreCam(MaskGrid.CORNERS)).at("early"));

            // masks [0 1/3 2/3 1] and zeros, so logits 2 / 4 and 0, of class 0
            assertThat(network.batches()).containsExactly(2);
            double weight = Math.exp(0.5) / (Math.exp(0.5) + 1);
            for (int p = 0; p < 4; p++) {
                assertThat((double) map(explanation)[p]).isCloseTo(weight * p + (1 - weight) * 4, within(1e-6));
            }
        }
    }

    @Test
    void ablationRunsTheLayersBehindOnceAChannelThatIsNotZero() {
        FakeLayers network = new FakeLayers(false);
        try (ClassActivationMapper mapper = mapper(network)) {
            Explanation explanation = mapper.explain(
                    input(), Request.top(1).by(Methods.ablationCam()).at("early"));

            // the logit is 1 by the picture; without channel 0 the features sum to 16, without channel 1 to 6
            double first = 1 - 16 / 12.0;
            double second = 1 - 6 / 12.0;
            for (int p = 0; p < 4; p++) {
                assertThat((double) map(explanation)[p]).isCloseTo(first * p + second * 4, within(1e-6));
            }
            assertThat(network.batches()).containsExactly(2);
        }
    }

    @Test
    void trialsComeInBatchesAreWatchedAndMayBeEnded() {
        FakeLayers network = new FakeLayers(false);
        try (ClassActivationMapper mapper = mapper(network)) {
            List<Long> seen = new ArrayList<>();
            Request rise = Request.top(1).by(Methods.rise(20, 2, 0.5, 3));
            float[] whole = map(mapper.explain(input(), rise.watchedBy((done, all) -> seen.add(done))));

            assertThat(network.batches()).containsExactly(8, 8, 4);
            assertThat(seen).containsExactly(0L, 8L, 16L, 20L);
            assertThat(map(mapper.explain(input(), rise))).isEqualTo(whole);
            assertThatThrownBy(() -> mapper.explain(input(), rise.watchedBy((done, all) -> false)))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("ended after 0 of 20 trials");
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> mapper.explain(input(), rise)).isInstanceOf(CancellationException.class);
            assertThat(Thread.interrupted()).isTrue(); // still set, and now no more
        }
    }

    @Test
    void aWatcherIsToldWhichPartOfAnImageItsTrialsAre() {
        try (ClassActivationMapper mapper = mapper(new FakeLayers(false))) {
            PartWatcher watcher = new PartWatcher();
            Request request = Request.top(1)
                    .by(Methods.fem(), Methods.rise(9, 2, 0.5, 3), Methods.scoreCam())
                    .watchedBy(watcher);
            mapper.explain(input(), request.at("late", "early"));
            mapper.explain(input(), request.by(Methods.rise(9, 2, 0.5, 3)));

            TrialPart first = new TrialPart("rise", "late", 1, 4);
            assertThat(watcher.seen)
                    .containsExactly(
                            first + " 0/9",
                            first + " 8/9",
                            first + " 9/9",
                            new TrialPart("score-cam", "late", 2, 4) + " 0/1",
                            new TrialPart("score-cam", "late", 2, 4) + " 1/1",
                            new TrialPart("rise", "early", 3, 4) + " 0/9",
                            new TrialPart("rise", "early", 3, 4) + " 8/9",
                            new TrialPart("rise", "early", 3, 4) + " 9/9",
                            new TrialPart("score-cam", "early", 4, 4) + " 0/2",
                            new TrialPart("score-cam", "early", 4, 4) + " 2/2",
                            new TrialPart("rise", "", 1, 1) + " 0/9",
                            new TrialPart("rise", "", 1, 1) + " 8/9",
                            new TrialPart("rise", "", 1, 1) + " 9/9");
        }
    }

    private static final class PartWatcher implements TrialWatcher {
        private final List<String> seen = new ArrayList<>();

        @Override
        public boolean goesOn(long done, long all) {
            throw new IllegalStateException("the other one is to be asked");
        }

        @Override
        public boolean goesOn(TrialPart part, long done, long all) {
            return seen.add("%s %d/%d".formatted(part, done, all));
        }
    }

    @Test
    void imagesThatRunByThemselvesAreHandedOutOneByOne() {
        try (ClassActivationMapper mapper = mapper(new FakeLayers(false))) {
            List<Long> begun = new ArrayList<>();
            Request rise = Request.top(1)
                    .by(Methods.rise(20, 2, 0.5, 3))
                    .watchedBy((done, all) -> done > 0 || begun.add(done));
            List<Integer> begunAtEach = new ArrayList<>();
            BufferedImage photo = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
            try (ExplanationStream<Integer> outcomes =
                    mapper.explainEach(List.of(1, 2, 3).iterator(), number -> photo, rise)) {
                outcomes.forEachRemaining(outcome -> begunAtEach.add(begun.size()));
            }
            assertThat(begunAtEach).containsExactly(1, 2, 3);
        }
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> Methods.rise(0, 7, 0.5, 0)).hasMessageContaining("got 0, 7, 0.5");
        assertThatThrownBy(() -> Methods.rise(10, 7, 0, 0)).hasMessageContaining("got 10, 7, 0.0");
        assertThatThrownBy(() -> Methods.ssCam(1, -1, 0)).hasMessageContaining("got 1 and -1.0");
        assertThatThrownBy(() -> Methods.isCam(1)).hasMessageContaining("got 1");
        assertThatThrownBy(() -> Request.top(1).at(List.of())).hasMessageContaining("got []");
        assertThatThrownBy(() -> Request.top(1).at("a", "a")).hasMessageContaining("got [a, a]");
        assertThatThrownBy(() -> Request.top(1).by(Methods.auto(), Methods.fem()))
                .hasMessage("auto stands by itself, got [auto, fem]");
        assertThat(Methods.named("auto")).isSameAs(Methods.auto());
    }
}
