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
import io.cam4j.method.Methods;
import io.cam4j.method.Target;
import io.cam4j.network.NoGradientException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers and heads that flatten, on small networks whose maps are worked out by hand. */
class LayersTest {
    @TempDir
    private Path folder;

    @ParameterizedTest(name = "batch {0}")
    @ValueSource(ints = {0, 1, 3})
    void aHeadThatFlattensIsExplainedByGradients(int batch) {
        TestModel model = flattened(batch);
        try (ClassActivationMapper mapper = open(model, folder)) {
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
        try (ClassActivationMapper pooled = open(TestModel.linear(0, SIZE), folder)) {
            Explanation exact = pooled.explain(input(), 1);
            assertThat(exact.methods()).containsExactly("cam");
            assertThat(exact.provenance().choice()).isEqualTo("the head pools, so the class activation map is exact");
        }
        try (ClassActivationMapper flat = open(flattened(0), folder)) {
            Explanation gradients = flat.explain(input(), 2);
            assertThat(gradients.methods()).containsExactly("grad-cam");
            assertThat(gradients.provenance().choice())
                    .isEqualTo(
                            "no class activation map, for the logits are not known as a function of the means of 'features'");
            assertThat(gradients.top().completenessError()).isNaN();
        }
        try (ClassActivationMapper trials = open(withoutRule(), folder)) {
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
        try (ClassActivationMapper mapper = open(withoutRule(), folder)) {
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
        try (ClassActivationMapper mapper = open(model, folder)) {
            assertThat(mapper.explain(input(), 1).methods()).containsExactly("recipro-cam");
        }
    }

    @Test
    void targetsOtherThanAClassAreTheSeedOfTheBackwardPass() {
        try (ClassActivationMapper mapper = open(deep(), folder)) {
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
        try (ClassActivationMapper mapper = open(deep(), folder)) {
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
        try (ClassActivationMapper mapper = open(deep(), folder)) {
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
        try (ClassActivationMapper mapper = open(deep(), folder)) {
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
}
