package io.cam4j.method;

import static io.cam4j.method.SlowHead.CHANNELS;
import static io.cam4j.method.SlowHead.HEIGHT;
import static io.cam4j.method.SlowHead.PLACES;
import static io.cam4j.method.SlowHead.WIDTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cam4j.network.Activation;
import io.cam4j.network.HeadKind;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Methods on gradients that differ from place to place, as those of layers before the last do. */
class GradientsTest {
    @ParameterizedTest(name = "seed {0}: methods are what their papers say on any gradient")
    @ValueSource(longs = {1, 2, 3})
    void methodsAreWhatTheirPapersSayOnAnyGradient(long seed) {
        SlowHead head = new SlowHead(HeadKind.GAP_LINEAR, Activation.NONE, seed == 1, seed);
        double[][] g = new double[CHANNELS][PLACES];
        float[] flat = new float[CHANNELS * PLACES];
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < flat.length; i++) {
            flat[i] = (float) random.nextDouble(-1, 1);
            g[i / PLACES][i % PLACES] = flat[i];
        }
        Evidence evidence = evidence(head, Gradient.of(CHANNELS, flat));

        assertClose(head, Methods.gradCam(), evidence, Definitions.gradCam(head, g));
        assertClose(head, Methods.hiResCam(), evidence, Definitions.hiRes(head, g));
        assertClose(head, Methods.xGradCam(), evidence, Definitions.xGrad(head, g));
        assertClose(head, Methods.layerCam(), evidence, Definitions.layer(head, g));
        assertClose(head, Methods.gradCamPlusPlus(), evidence, Definitions.plusPlus(head, g));
        assertClose(head, Methods.gradCamElementWise(), evidence, Definitions.elementWise(head, g));
    }

    private static Evidence evidence(SlowHead head, Gradient gradient) {
        Features features = Features.of(CHANNELS, HEIGHT, WIDTH, head.features);
        return Evidence.of(() -> features, gradient, 1);
    }

    private static void assertClose(SlowHead head, CamMethod method, Evidence evidence, double... expected) {
        float[] found = map(head, method, evidence);
        for (int p = 0; p < PLACES; p++) {
            assertThat((double) found[p]).as(method.name()).isCloseTo(expected[p], within(2e-4)); // of some 50
        }
    }

    private static float[] map(SlowHead head, CamMethod method, Evidence evidence) {
        MapRecipe recipe = method.map(evidence);
        float[] weights = recipe.weights();
        return weights == null ? recipe.finish() : recipe.finish(sum(head, weights));
    }

    private static float[] sum(SlowHead head, float[] weights) {
        double[] asDouble = new double[weights.length];
        Arrays.setAll(asDouble, k -> weights[k]);
        return Rows.floats(head.sum(asDouble));
    }

    @ParameterizedTest(name = "{0}: a short form of a gradient gives what it gives written out")
    @ValueSource(
            strings = {
                "grad-cam",
                "hires-cam",
                "xgrad-cam",
                "layer-cam",
                "grad-cam++",
                "grad-cam-elementwise",
                "eigen-grad-cam"
            })
    void aShortFormOfAGradientGivesWhatItGivesWrittenOut(String name) {
        CamMethod method = Methods.named(name);
        SlowHead head = new SlowHead(HeadKind.GAP_LINEAR, Activation.NONE, true, 21);
        float[] row = {0.5f, -1, 0, 2, -0.25f, 1, 3};
        boolean[] gate = new boolean[PLACES];
        for (int p = 0; p < PLACES; p++) {
            gate[p] = p % 3 != 0;
        }

        for (Gradient gradient : new Gradient[] {Gradient.uniform(PLACES, row), Gradient.gated(row, gate)}) {
            float[] whole = new float[CHANNELS * PLACES];
            for (int i = 0; i < whole.length; i++) {
                whole[i] = gradient.at(i / PLACES, i % PLACES) / PLACES;
            }
            float[] expected = map(head, method, evidence(head, Gradient.of(CHANNELS, whole)));

            assertThat(map(head, method, evidence(head, gradient))).containsExactly(expected, within(1e-4f));
            assertThat(gradient.channels()).isEqualTo(CHANNELS);
            assertThat(gradient.positions()).isEqualTo(PLACES);
        }
    }

    @Test
    void featuresThatSumToZeroHaveThePlainMean() {
        Features features = Features.of(1, 1, 2, 3, -3);

        assertThat(Gradient.of(1, 1, 5).meanOver(features)).containsExactly(6); // (1 + 5) / 2, twice for two places
        assertThat(Gradient.uniform(2, 4).meanOver(features)).containsExactly(4);
        assertThat(Gradient.gated(new float[] {4}, true, false).meanOver(features))
                .containsExactly(2);
    }

    @Test
    void gradientsAreCopiesAndWholeOnesOnly() {
        float[] row = {1, 2};
        Gradient gradient = Gradient.uniform(3, row);
        row[0] = 9;
        gradient.mean()[1] = 9;

        assertThat(gradient.mean()).containsExactly(1, 2);
        assertThatThrownBy(() -> Gradient.of(2, 1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a gradient [C, P] of C = 2 expected, got 3 values");
    }

    @Test
    void withoutAHeadThereIsNoClassMap() {
        Evidence evidence = Evidence.of(() -> Features.of(1, 1, 1, 1), Gradient.uniform(1, 1), 1);

        assertThatThrownBy(() -> Methods.cam().map(evidence))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("no pooled head here");
    }
}
