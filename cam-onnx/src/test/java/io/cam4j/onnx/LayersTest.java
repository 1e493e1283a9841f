package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cam4j.ActivationMap;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.LayerFusion;
import io.cam4j.Request;
import io.cam4j.gemm.GemmEngine;
import io.cam4j.method.CamMethod;
import io.cam4j.method.MaskGrid;
import io.cam4j.method.Methods;
import io.cam4j.method.Target;
import io.cam4j.network.NoGradientException;
import io.cam4j.preprocessing.InputTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers, heads that flatten, and trials, on small networks whose maps are worked out by hand. */
class LayersTest {
    private static final int SIZE = 8;
    private static final int PLACES = 16; // of the features, 4 × 4
    private static final int CHANNELS = TestModel.CHANNELS;
    private static final int CLASSES = TestModel.CLASSES;
    private static final List<Integer> ALL = IntStream.range(0, CLASSES).boxed().toList();

    @TempDir
    private Path folder;

    /** y = V·flatten(features) + b: each place has weights of its own. */
    private static TestModel flattened(int batch) {
        return TestModel.body(batch, SIZE)
                .node("Flatten", "flat", "features", TestModel.integer("axis", 1))
                .random("v", CLASSES, CHANNELS * PLACES)
                .random("b", CLASSES)
                .node("Gemm", "logits", "flat v b", TestModel.integer("transB", 1))
                .output("logits", batch, CLASSES);
    }

    /** features → Conv 3×3 → Relu → pool → linear: {@code features} is a layer before the head's. */
    private static TestModel deep() {
        return TestModel.body(0, SIZE)
                .random("w2", 5, CHANNELS, 3, 3)
                .node("Conv", "/net/late/conv", "features w2", TestModel.ints("pads", 1, 1, 1, 1))
                .node("Relu", "last", "/net/late/conv")
                .node("GlobalAveragePool", "pooled", "last")
                .node("Flatten", "flat", "pooled", TestModel.integer("axis", 1))
                .random("fc", CLASSES, 5)
                .node("Gemm", "logits", "flat fc", TestModel.integer("transB", 1))
                .output("logits", 0, CLASSES);
    }

    private ClassActivationMapper open(TestModel model) {
        return OnnxClassActivationMapper.builder(model.write(folder))
                .gemm(GemmEngine.java("for a test"))
                .open();
    }

    private static InputTensor input() {
        return InputTensor.of(3, SIZE, SIZE, TestModel.values(7, 3 * SIZE * SIZE), SIZE, SIZE);
    }

    private static float[] map(Explanation explanation, int place) {
        return explanation.activations().get(place).map().values();
    }

    @Test
    void trialsSayTheSameHoweverManyRunAtATime() {
        Path model = deep().write(folder);
        Request request = Request.top(2)
                .by(Methods.scoreCam(), Methods.rise(50, 3, 0.5, 1), Methods.ablationCam())
                .at("features");
        Explanation one = explanation(model, SessionSettings.latency(), request);
        Explanation many = explanation(model, SessionSettings.throughput(), request);

        assertThat(many.methods()).hasSize(3);
        for (String method : many.methods()) {
            for (int place = 0; place < 2; place++) {
                float[] expected = one.by(method).activations().get(place).map().values();
                float[] map = many.by(method).activations().get(place).map().values();
                for (int p = 0; p < map.length; p++) {
                    assertThat(map[p]).as(method).isCloseTo(expected[p], within(1e-5f));
                }
            }
        }
    }

    private static Explanation explanation(Path model, SessionSettings settings, Request request) {
        try (ClassActivationMapper mapper =
                OnnxClassActivationMapper.builder(model).session(settings).open()) {
            return mapper.explain(input(), request);
        }
    }

    @Test
    void aTrialThatEndsEarlyLeavesNothingRunning() {
        Request rise = Request.top(1).by(Methods.rise(5000, 3, 0.5, 1)).at("features");
        for (int round = 0; round < 20; round++) {
            try (ClassActivationMapper mapper = OnnxClassActivationMapper.builder(deep().write(folder))
                    .session(SessionSettings.throughput())
                    .open()) {
                assertThatThrownBy(() -> mapper.explain(input(), rise.watchedBy((done, all) -> done < 16)))
                        .isInstanceOf(CancellationException.class)
                        .hasMessageContaining("of 5000 trials");
            } // closed at once: a run still under way would crash the process
        }
    }

    /** The features, read off by a method that shows one channel. */
    private static float[][] features(ClassActivationMapper mapper, String layer, int channels) {
        float[][] features = new float[channels][];
        for (int k = 0; k < channels; k++) {
            int channel = k;
            CamMethod one = new CamMethod() {
                @Override
                public String name() {
                    return "channel";
                }

                @Override
                public io.cam4j.method.MapRecipe map(io.cam4j.method.Evidence evidence) {
                    return io.cam4j.method.MapRecipe.values(evidence.features().channel(channel));
                }

                @Override
                public io.cam4j.method.Basis basis() {
                    return io.cam4j.method.Basis.FEATURES;
                }
            };
            features[k] = map(mapper.explain(input(), Request.top(1).by(one).at(layer)), 0);
        }
        return features;
    }

    private static void assertClose(float[] found, double... expected) {
        assertThat(found).hasSize(expected.length);
        for (int p = 0; p < expected.length; p++) {
            assertThat((double) found[p]).as("[%d]", p).isCloseTo(expected[p], within(1e-4));
        }
    }

    @ParameterizedTest(name = "batch {0}")
    @ValueSource(ints = {0, 1, 3})
    void aHeadThatFlattensIsExplainedByGradients(int batch) {
        TestModel model = flattened(batch);
        try (ClassActivationMapper mapper = open(model)) {
            float[][] a = features(mapper, "features", CHANNELS);
            float[] v = model.values("v");
            Explanation all = mapper.explain(input(), Request.classes(ALL).by(Methods.gradCam(), Methods.hiResCam()));

            for (int c = 0; c < CLASSES; c++) {
                double[] hiRes = new double[PLACES];
                double[] gradCam = new double[PLACES];
                for (int k = 0; k < CHANNELS; k++) {
                    double weight = 0;
                    for (int p = 0; p < PLACES; p++) {
                        double g = v[(c * CHANNELS + k) * PLACES + p];
                        hiRes[p] += PLACES * g * a[k][p];
                        weight += g;
                    }
                    for (int p = 0; p < PLACES; p++) {
                        gradCam[p] += weight * a[k][p];
                    }
                }
                assertClose(map(all.by("hires-cam"), c), hiRes);
                assertClose(map(all.by("grad-cam"), c), gradCam);
                double mean = all.by("hires-cam").activations().get(c).map().mean();
                assertThat(mean + model.values("b")[c]).isCloseTo(all.logits()[c], within(1e-4));
            }
        }
    }

    @Test
    void autoTakesTheFirstMethodThatAppliesAndSaysWhyNotThoseBefore() {
        try (ClassActivationMapper pooled = open(TestModel.linear(0, SIZE))) {
            Explanation exact = pooled.explain(input(), 1);
            assertThat(exact.methods()).containsExactly("cam");
            assertThat(exact.provenance().choice()).isEqualTo("the head pools, so the class activation map is exact");
        }
        try (ClassActivationMapper flat = open(flattened(0))) {
            Explanation gradients = flat.explain(input(), 2);
            assertThat(gradients.methods()).containsExactly("grad-cam");
            assertThat(gradients.provenance().choice())
                    .isEqualTo(
                            "no class activation map, for the logits are not known as a function of the means of 'features'");
            assertThat(gradients.top().completenessError()).isNaN();
        }
        try (ClassActivationMapper trials = open(withoutRule())) {
            Explanation places = trials.explain(input(), 2);
            assertThat(places.methods()).containsExactly("recipro-cam");
            assertThat(places.provenance().choice())
                    .contains("no Grad-CAM: no gradient leads", "no rule for Cosh 'odd'");
        }
    }

    private static TestModel withoutRule() {
        return TestModel.body(0, SIZE)
                .node("Flatten", "flat", "features", TestModel.integer("axis", 1))
                .random("v", CLASSES, CHANNELS * PLACES)
                .node("Cosh", "odd", "flat")
                .node("Gemm", "logits", "odd v", TestModel.integer("transB", 1))
                .output("logits", 0, CLASSES);
    }

    @Test
    void gradientsThatDoNotReachTheLayerAreRefusedWithWhatStillWorks() {
        try (ClassActivationMapper mapper = open(withoutRule())) {
            assertThatThrownBy(() -> mapper.explain(input(), Request.top(1).by(Methods.layerCam())))
                    .isInstanceOf(NoGradientException.class)
                    .hasMessageContaining("no rule for Cosh 'odd'")
                    .hasMessageEndingWith(
                            "Methods that would still work: ablation-cam, recipro-cam, eigen-cam, kpca-cam, fem, score-cam, ss-cam, is-cam, rise.");
        }
    }

    @Test
    void aTailWithoutARuleIsExplainedByTrials() {
        TestModel model = TestModel.body(0, SIZE)
                .node("GlobalAveragePool", "pooled", "features")
                .node("Flatten", "flat", "pooled", TestModel.integer("axis", 1))
                .random("v", CLASSES, CHANNELS)
                .node("Cosh", "odd", "flat")
                .node("Gemm", "logits", "odd v", TestModel.integer("transB", 1))
                .output("logits", 0, CLASSES);
        try (ClassActivationMapper mapper = open(model)) {
            assertThat(mapper.explain(input(), 1).methods()).containsExactly("recipro-cam");
        }
    }

    @Test
    void targetsOtherThanAClassAreTheSeedOfTheBackwardPass() {
        try (ClassActivationMapper mapper = open(deep())) {
            CamMethod against = Methods.gradCam().withTarget("against", Target.against(3));
            Request request = Request.classes(ALL)
                    .by(Methods.gradCam(), against, Methods.softmaxGradCam())
                    .at("features");
            Explanation explanation = mapper.explain(input(), request);
            float[] p = explanation.probabilities();

            for (int c = 0; c < CLASSES; c++) {
                double[] difference = new double[PLACES];
                double[] softmax = new double[PLACES];
                for (int place = 0; place < PLACES; place++) {
                    double mean = 0;
                    for (int j = 0; j < CLASSES; j++) {
                        mean += p[j] * (double) map(explanation.by("grad-cam"), j)[place];
                    }
                    double own = map(explanation.by("grad-cam"), c)[place];
                    difference[place] = own - map(explanation.by("grad-cam"), 3)[place];
                    softmax[place] = p[c] * (own - mean);
                }
                assertClose(map(explanation.by("against"), c), difference);
                assertClose(map(explanation.by("softmax-grad-cam"), c), softmax);
            }
        }
    }

    @Test
    void theHeadsFeaturesAskedForByNameAreServedByClosedFormsAndEqualRealGradients() {
        try (ClassActivationMapper mapper = open(deep())) {
            List<CamMethod> methods = List.of(Methods.gradCam(), Methods.layerCam(), Methods.gradCamPlusPlus());
            Explanation closed =
                    mapper.explain(input(), Request.top(3).by(methods).at("last"));
            Explanation real =
                    mapper.explain(input(), Request.top(3).by(methods).at("last", "features"));

            assertThat(closed.layers()).containsExactly("last");
            assertThat(closed.top().completenessError()).isLessThan(1e-5);
            for (CamMethod method : methods) {
                for (int place = 0; place < 3; place++) {
                    float[] expected = map(closed.at("last").by(method.name()), place);
                    float[] found = map(real.at("last").by(method.name()), place);
                    for (int i = 0; i < expected.length; i++) {
                        assertThat(found[i]).isCloseTo(expected[i], within(1e-5f));
                    }
                }
            }
        }
    }

    @Test
    void mapsOfSeveralLayersAreFusedFromOneRun() {
        try (ClassActivationMapper mapper = open(deep())) {
            Request request = Request.top(2).by(Methods.layerCam()).at("features", "last");
            Explanation apart = mapper.explain(input(), request);
            for (LayerFusion fusion : LayerFusion.values()) {
                Explanation fused = mapper.explain(input(), request.fused(fusion));
                List<ActivationMap> maps = apart.layers().stream()
                        .map(layer -> apart.at(layer).top().map())
                        .toList();
                assertThat(fused.top().map()).isEqualTo(fusion.fuse(maps, SIZE, SIZE));
                assertThat(fused.at("last").top().map()).isEqualTo(maps.get(1));
            }
            assertThat(apart.top().map()).isEqualTo(apart.at("features").top().map());
        }
    }

    @Test
    void layersHaveNamesOfTensorsNodesAndModules() {
        try (ClassActivationMapper mapper = open(deep())) {
            float[] tensor = map(mapper.explain(input(), Request.top(1).at("/net/late/conv")), 0);
            float[] module = map(mapper.explain(input(), Request.top(1).at("late")), 0);
            assertThat(module).isEqualTo(tensor);
            assertThatThrownBy(() -> mapper.check(Request.top(1).at("later")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("no layer is called 'later'");
            assertThatThrownBy(
                            () -> mapper.check(Request.top(1).by(Methods.cam()).at("features")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("cam holds for any pooled head, 'features' is not what a head pools.");
        }
    }

    @ParameterizedTest(name = "batch {0}")
    @ValueSource(ints = {0, 3})
    void ablationAndReciproCamAreFoundByTrialsWhereTheHeadFlattens(int batch) {
        TestModel model = flattened(batch);
        try (ClassActivationMapper mapper = open(model)) {
            float[][] a = features(mapper, "features", CHANNELS);
            float[] v = model.values("v");
            Explanation all =
                    mapper.explain(input(), Request.classes(ALL).by(Methods.ablationCam(), Methods.reciproCam()));

            for (int c = 0; c < CLASSES; c++) {
                double[] recipro = new double[PLACES];
                double[] ablation = new double[PLACES];
                for (int k = 0; k < CHANNELS; k++) {
                    double loss = 0;
                    for (int p = 0; p < PLACES; p++) {
                        double share = v[(c * CHANNELS + k) * PLACES + p] * (double) a[k][p];
                        recipro[p] += share;
                        loss += share;
                    }
                    for (int p = 0; p < PLACES; p++) {
                        ablation[p] += loss / all.logits()[c] * a[k][p];
                    }
                }
                for (int p = 0; p < PLACES; p++) {
                    recipro[p] += model.values("b")[c];
                }
                assertClose(map(all.by("recipro-cam"), c), recipro);
                assertClose(map(all.by("ablation-cam"), c), ablation);
            }
        }
    }

    @Test
    void trialsAtTheHeadsFeaturesGiveWhatTheClosedFormsGive() {
        try (ClassActivationMapper mapper = open(deep())) {
            Request request = Request.top(3).by(Methods.ablationCam(), Methods.reciproCam());
            Explanation closed = mapper.explain(input(), request);
            Explanation trials =
                    mapper.explain(input(), request.at("last", "features")).at("last");

            for (String method : closed.methods()) {
                for (int place = 0; place < 3; place++) {
                    float[] expected = map(closed.by(method), place);
                    float[] found = map(trials.by(method), place);
                    for (int p = 0; p < PLACES; p++) {
                        assertThat(found[p]).as(method).isCloseTo(expected[p], within(1e-5f));
                    }
                }
            }
        }
    }

    @Test
    void scoreCamWeighsChannelsBySoftmaxOfWhatTheImageScoresThroughThem() {
        try (ClassActivationMapper mapper = open(deep())) {
            float[][] a = features(mapper, "features", CHANNELS);
            Explanation found = mapper.explain(
                    input(),
                    Request.classes(ALL).by(Methods.scoreCam(MaskGrid.CELLS)).at("features"));

            double[][] scores = new double[CHANNELS][CLASSES];
            for (int k = 0; k < CHANNELS; k++) {
                float[] mask = LayerFusion.MEAN // enlarges and scales alike where nothing is negative
                        .fuse(List.of(ActivationMap.of(4, 4, a[k])), SIZE, SIZE)
                        .values();
                float most = 0;
                float least = Float.POSITIVE_INFINITY;
                for (float value : mask) {
                    most = Math.max(most, value);
                    least = Math.min(least, value);
                }
                float[] x = TestModel.values(7, 3 * SIZE * SIZE);
                for (int i = 0; i < x.length; i++) {
                    x[i] *= (mask[i % mask.length] - least) / (most - least);
                }
                float[] logits = mapper.explain(InputTensor.of(3, SIZE, SIZE, x, SIZE, SIZE), 1)
                        .logits();
                for (int c = 0; c < CLASSES; c++) {
                    scores[k][c] = Math.exp(logits[c]);
                }
            }
            for (int c = 0; c < CLASSES; c++) {
                double sum = 0;
                double[] expected = new double[PLACES];
                for (int k = 0; k < CHANNELS; k++) {
                    sum += scores[k][c];
                }
                for (int k = 0; k < CHANNELS; k++) {
                    for (int p = 0; p < PLACES; p++) {
                        expected[p] += scores[k][c] / sum * a[k][p];
                    }
                }
                assertClose(map(found, c), expected);
            }
        }
    }

    @Test
    void methodsOfChanceGiveTheSameForTheSameSeedAndOtherwiseNot() {
        List<CamMethod> one = List.of(Methods.rise(40, 3, 0.5, 1), Methods.ssCam(2, 1, 1), Methods.isCam(4));
        List<CamMethod> other = List.of(Methods.rise(40, 3, 0.5, 2), Methods.ssCam(2, 1, 2));
        try (ClassActivationMapper mapper = open(deep())) {
            Explanation first = mapper.explain(input(), Request.top(2).by(one));
            Explanation again = mapper.explain(input(), Request.top(2).by(one));
            Explanation others = mapper.explain(input(), Request.top(2).by(other));

            for (String method : first.methods()) {
                assertThat(map(again.by(method), 0)).isEqualTo(map(first.by(method), 0));
            }
            assertThat(map(others.by("rise"), 0)).isNotEqualTo(map(first.by("rise"), 0));
            assertThat(map(others.by("ss-cam"), 0)).isNotEqualTo(map(first.by("ss-cam"), 0));
            assertThat(first.by("rise").top().map().height()).isEqualTo(SIZE);
        }
    }

    @Test
    void masksThatKeepEverythingMakeRiseTheProbabilityEverywhere() {
        try (ClassActivationMapper mapper = open(deep())) {
            Explanation explanation = mapper.explain(input(), Request.top(1).by(Methods.rise(5, 3, 1, 0)));
            double[] expected = new double[SIZE * SIZE];
            java.util.Arrays.fill(expected, explanation.top().probability());
            assertClose(map(explanation, 0), expected);
        }
    }

    @Test
    void whoeverWatchesTrialsSeesHowFarTheyAreAndMayEndThem() {
        try (ClassActivationMapper mapper = open(deep())) {
            List<Long> seen = new ArrayList<>();
            Request rise = Request.top(1).by(Methods.rise(40, 3, 0.5, 1));
            mapper.explain(input(), rise.watchedBy((done, all) -> seen.add(done) && all == 40));
            assertThat(seen).containsExactly(0L, 8L, 16L, 24L, 32L, 40L);

            assertThatThrownBy(() -> mapper.explain(input(), rise.watchedBy((done, all) -> done < 16)))
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("ended after 16 of 40 trials");
            assertThat(mapper.explain(input(), 1).methods()).containsExactly("cam"); // nothing was left lent
        }
    }

    @Test
    void closedFormsAndTrialsOfOneRequestComeInTheOrderAskedFor() {
        try (ClassActivationMapper mapper = open(deep())) {
            Explanation mixed = mapper.explain(
                    input(), Request.top(2).by(Methods.rise(3, 2, 0.5, 0), Methods.cam(), Methods.scoreCam()));
            assertThat(mixed.methods()).containsExactly("rise", "cam", "score-cam");
            assertThat(map(mixed.by("cam"), 1)).isEqualTo(map(mapper.explain(input(), 2), 1));
        }
    }
}
