package io.cam4j.onnx;

import static io.cam4j.onnx.LayerNets.ALL;
import static io.cam4j.onnx.LayerNets.CHANNELS;
import static io.cam4j.onnx.LayerNets.CLASSES;
import static io.cam4j.onnx.LayerNets.PLACES;
import static io.cam4j.onnx.LayerNets.SIZE;
import static io.cam4j.onnx.LayerNets.assertClose;
import static io.cam4j.onnx.LayerNets.deep;
import static io.cam4j.onnx.LayerNets.features;
import static io.cam4j.onnx.LayerNets.flattened;
import static io.cam4j.onnx.LayerNets.input;
import static io.cam4j.onnx.LayerNets.map;
import static io.cam4j.onnx.LayerNets.open;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cam4j.ActivationMap;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.LayerFusion;
import io.cam4j.Request;
import io.cam4j.method.CamMethod;
import io.cam4j.method.MaskGrid;
import io.cam4j.method.Methods;
import io.cam4j.preprocessing.InputTensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trials at layers, on small networks whose maps are worked out by hand. */
class LayerTrialsTest {
    @TempDir
    private Path folder;

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

    @ParameterizedTest(name = "batch {0}")
    @ValueSource(ints = {0, 3})
    void ablationAndReciproCamAreFoundByTrialsWhereTheHeadFlattens(int batch) {
        TestModel model = flattened(batch);
        try (ClassActivationMapper mapper = open(model, folder)) {
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
        try (ClassActivationMapper mapper = open(deep(), folder)) {
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
        try (ClassActivationMapper mapper = open(deep(), folder)) {
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
        try (ClassActivationMapper mapper = open(deep(), folder)) {
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
        try (ClassActivationMapper mapper = open(deep(), folder)) {
            Explanation explanation = mapper.explain(input(), Request.top(1).by(Methods.rise(5, 3, 1, 0)));
            double[] expected = new double[SIZE * SIZE];
            java.util.Arrays.fill(expected, explanation.top().probability());
            assertClose(map(explanation, 0), expected);
        }
    }

    @Test
    void whoeverWatchesTrialsSeesHowFarTheyAreAndMayEndThem() {
        try (ClassActivationMapper mapper = open(deep(), folder)) {
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
        try (ClassActivationMapper mapper = open(deep(), folder)) {
            Explanation mixed = mapper.explain(
                    input(), Request.top(2).by(Methods.rise(3, 2, 0.5, 0), Methods.cam(), Methods.scoreCam()));
            assertThat(mixed.methods()).containsExactly("rise", "cam", "score-cam");
            assertThat(map(mixed.by("cam"), 1)).isEqualTo(map(mapper.explain(input(), 2), 1));
        }
    }
}
