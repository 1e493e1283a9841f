package io.cam4j.heat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cam4j.ActivationMap;
import io.cam4j.ClassActivation;
import io.cam4j.preprocessing.Geometry;
import io.cam4j.testing.Npy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Presets beside what the libraries they are named for make of the same maps. */
class PeerPresetsTest {
    /** Made by peers.py, which is beside them. */
    private static final Path FIXTURES = Path.of("src/test/resources/io/cam4j/heat");

    private static ActivationMap map(String name) {
        Npy map = Npy.read(FIXTURES.resolve(name + "-map.npy"));
        return ActivationMap.of(map.shape()[0], map.shape()[1], map.floats());
    }

    private static HeatMap heat(String name, String method, HeatPreset preset) {
        Geometry geometry = Geometry.stretch(40, 30, 224, 224);
        ActivationMap map = map(name);
        return HeatMap.of(new ClassActivation(1, 0, null, 1, 1, method, map, map, 0, geometry), preset);
    }

    @ParameterizedTest(name = "{2} of the {0} map of {1}: as {3}")
    @CsvSource({
        "signed, grad-cam, PYTORCH_GRAD_CAM, pytorch-grad-cam",
        "positive, grad-cam, PYTORCH_GRAD_CAM, pytorch-grad-cam",
        "signed, grad-cam, TORCH_CAM, torch-cam",
        "positive, grad-cam, TORCH_CAM, torch-cam",
        "signed, cam, TORCH_CAM, torch-cam-of-cam",
        "positive, cam, TORCH_CAM, torch-cam-of-cam",
        "signed, cam, WSOL, wsol",
        "positive, cam, WSOL, wsol"
    })
    void heatIsThatOfTheLibrary(String map, String method, HeatPreset preset, String fixture) {
        Npy expected = Npy.read(FIXTURES.resolve("%s-%s.npy".formatted(map, fixture)));

        assertThat(heat(map, method, preset).values()).containsExactly(expected.floats(), within(1e-6f));
    }

    @ParameterizedTest(name = "{1} of the {0} map is cut into levels as there")
    @CsvSource({
        "signed, PYTORCH_GRAD_CAM, pytorch-grad-cam",
        "positive, PYTORCH_GRAD_CAM, pytorch-grad-cam",
        "signed, WSOL, wsol"
    })
    void levelsAreCutNotRounded(String map, HeatPreset preset, String fixture) {
        float[] expected =
                Npy.read(FIXTURES.resolve("%s-%s.npy".formatted(map, fixture))).floats();
        byte[] levels = heat(map, "grad-cam", preset).levels();

        for (int i = 0; i < expected.length; i++) {
            float there = 255 * expected[i];
            int slack = Math.abs(there - Math.rint(there)) < 1e-4 ? 1 : 0; // a last bit decides
            assertThat(levels[i] & 0xff).isCloseTo((int) there, within(slack));
        }
    }

    @ParameterizedTest(name = "torch-cam''s levels of the {0} map are the entries of the color map it takes")
    @CsvSource({"signed", "positive"})
    void torchCamSquaresForItsColorMap(String map) {
        byte[] expected =
                Npy.read(FIXTURES.resolve(map + "-torch-cam-levels.npy")).bytes();

        assertThat(heat(map, "layer-cam", HeatPreset.TORCH_CAM).levels()).isEqualTo(expected);
    }

    /* 8 × 4 cut to its middle: what is seen is enlarged as a picture of that size would be. */
    @ParameterizedTest(name = "{0}: a cropped photo has heat where it was seen")
    @EnumSource(names = {"PYTORCH_GRAD_CAM", "TORCH_CAM", "WSOL"})
    void aCroppedPhotoHasHeatWhereItWasSeen(HeatPreset preset) {
        ActivationMap map = map("signed");

        HeatMap cropped = HeatMap.of(map, new Geometry(8, 4, 4, 4, 1, 1, -2, 0), preset);

        assertThat(cropped.seen()).isEqualTo(new java.awt.Rectangle(2, 0, 4, 4));
        assertThat(cropped.values())
                .containsExactly(
                        HeatMap.of(map, Geometry.stretch(4, 4, 4, 4), preset).values(), within(1e-6f));
    }

    @Test
    void whatIsBelowZeroEverywhereLeavesNothing() {
        ActivationMap negative = ActivationMap.of(1, 2, -3, -1);
        Geometry geometry = Geometry.stretch(3, 1, 3, 1);

        HeatMap heat = HeatMap.of(negative, geometry, HeatPreset.PYTORCH_GRAD_CAM);

        assertThat(heat.levels()).containsExactly(0, 0, 0);
        assertThat(heat.isFlat()).isTrue();
        assertThat(HeatMap.of(negative, geometry, HeatPreset.WSOL).isFlat()).isFalse();
        assertThat(HeatMap.of(negative, geometry, HeatPreset.MIN_MAX).values()).containsExactly(0, 0.5f, 1);
    }

    @Test
    void presetsAreFoundByName() {
        assertThat(HeatPreset.named("pytorch-grad-cam")).isEqualTo(HeatPreset.PYTORCH_GRAD_CAM);
        assertThatThrownBy(() -> HeatPreset.named("grad"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("one of min-max, original, signed, pytorch-grad-cam, torch-cam, wsol expected, got 'grad'");
    }
}
