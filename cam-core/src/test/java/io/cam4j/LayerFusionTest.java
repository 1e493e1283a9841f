package io.cam4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class LayerFusionTest {
    /** max(M, 0) is [0 2], min-max [0 1]. */
    private static final ActivationMap COARSE = ActivationMap.of(1, 2, -1, 2);

    /** Scaled: [1 0 0 0.5]. */
    private static final ActivationMap FINE = ActivationMap.of(1, 4, 4, 0, -3, 2);

    private static void assertClose(ActivationMap map, double... expected) {
        assertThat(map.height()).isEqualTo(1);
        assertThat(map.width()).isEqualTo(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) map.at(0, i)).isCloseTo(expected[i], within(1e-6));
        }
    }

    @Test
    void meanIsFormedOnTheGridOfTheInput() {
        // [0 1] at 4 columns: 0, 0.25, 0.75, 1
        assertClose(LayerFusion.MEAN.fuse(List.of(COARSE, FINE), 1, 4), 0.5, 0.125, 0.375, 0.75);
    }

    @Test
    void maxIsFormedOnTheGridOfTheLargestLayer() {
        assertClose(LayerFusion.MAX.fuse(List.of(COARSE, FINE), 1, 100), 1, 0.25, 0.75, 1);
    }

    @Test
    void layerCamRaisesWhatIsWeakBeforeItIsEnlarged() {
        double one = Math.tanh(2);
        double half = Math.tanh(1);
        assertClose(
                LayerFusion.LAYER_CAM.fuse(List.of(COARSE, FINE), 1, 100),
                one,
                0.25 * one,
                0.75 * one,
                Math.max(one, half));
    }

    @Test
    void mapsThatSayNothingGiveZeros() {
        ActivationMap nothing = ActivationMap.of(1, 2, -1, -2);
        for (LayerFusion fusion : LayerFusion.values()) {
            assertClose(fusion.fuse(List.of(nothing), 1, 2), 0, 0);
        }
    }

    @Test
    void areFoundByName() {
        for (LayerFusion fusion : LayerFusion.values()) {
            assertThat(LayerFusion.named(fusion.label())).isEqualTo(fusion);
        }
        assertThatThrownBy(() -> LayerFusion.named("min"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("one of the fusions mean, max, layer-cam expected, got 'min'");
    }
}
