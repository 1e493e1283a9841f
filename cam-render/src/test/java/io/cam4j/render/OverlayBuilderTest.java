package io.cam4j.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cam4j.ActivationMap;
import io.cam4j.ClassActivation;
import io.cam4j.heat.HeatMap;
import io.cam4j.heat.HeatPreset;
import io.cam4j.preprocessing.Geometry;
import io.cam4j.testing.TestPictures;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Heat from 0 at the left to 255 at the right, a level a pixel, over gray. */
class OverlayBuilderTest {
    private static final int GRAY = 0x646464; // 100
    private static final BufferedImage PHOTO = TestPictures.flat(256, 200, 100);

    private static ClassActivation activation(String method, ActivationMap map) {
        return new ClassActivation(
                1, 7, "a label", 2f, 0.25f, method, map, map, 0, Geometry.stretch(256, 200, 256, 200));
    }

    private static ClassActivation ramp() {
        float[] values = new float[256];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return activation("cam", ActivationMap.of(1, 256, values));
    }

    private static int at(BufferedImage picture, int x) {
        return picture.getRGB(x, 45) & 0xffffff;
    }

    private static BufferedImage paint(UnaryOperator<Overlay.Builder> settings) {
        Overlay.Builder gray = Overlay.builder().colors(ColorMap.named("gray"));
        return settings.apply(gray).build().paint(PHOTO, ramp());
    }

    @Test
    void opacityGoesFromThePhotoToTheHeat() {
        assertThat(at(paint(overlay -> overlay.opacity(0)), 200)).isEqualTo(GRAY);
        assertThat(at(paint(overlay -> overlay.opacity(1)), 200)).isEqualTo(200 * 0x010101);
        assertThat(at(paint(overlay -> overlay.opacity(0.25)), 200)).isEqualTo(125 * 0x010101);
        assertThat(at(paint(overlay -> overlay.opacity(1).weights(0.3, 0.5)), 200))
                .isEqualTo(110 * 0x010101);
    }

    /* 102 of 255 is a strength of 2/5, 103 of 256: 100 + 0.40 · (102 − 100). */
    @Test
    void fadingHeatIsAsTransparentAsItIsWeak() {
        BufferedImage faded = paint(overlay -> overlay.opacity(1).fading(true));

        assertThat(at(faded, 0)).isEqualTo(GRAY);
        assertThat(at(faded, 255)).isEqualTo(0xffffff);
        assertThat(at(faded, 102)).isEqualTo(101 * 0x010101);
        assertThat(at(faded, 51)).isEqualTo(90 * 0x010101); // 100 − 51/256 · 49
    }

    @Test
    void belowTheThresholdThePhotoStays() {
        BufferedImage cut = paint(overlay -> overlay.opacity(1).threshold(0.4));

        assertThat(at(cut, 101)).isEqualTo(GRAY);
        assertThat(at(cut, 102)).isEqualTo(102 * 0x010101);
    }

    @Test
    void signedHeatFadesToZeroFromBothSidesAndIsBlueAndRed() {
        ClassActivation signed = activation("cam", ActivationMap.of(1, 3, -5, 0, 5));
        Overlay overlay = Overlay.builder()
                .preset(HeatPreset.SIGNED)
                .opacity(1)
                .fading(true)
                .build();

        BufferedImage picture = overlay.paint(PHOTO, signed);

        assertThat(overlay.colors()).isEqualTo(ColorMap.named("rdbu_r"));
        assertThat(at(picture, 0)).isEqualTo(0x053061); // the ends of ColorBrewer's RdBu
        assertThat(at(picture, 255)).isEqualTo(0x67001f);
        assertThat(at(picture, 127)).isEqualTo(0x656565); // 1 of 256 of the way to the palest color
    }

    @Test
    void contoursCrossTheHeatAtTheirStrength() {
        BufferedImage plain = paint(overlay -> overlay);
        BufferedImage lined = paint(overlay -> overlay.contours(100 / 255.0, 200 / 255.0));

        assertThat(at(lined, 100)).isEqualTo(0xffffff);
        assertThat(at(lined, 200)).isEqualTo(0xffffff);
        for (int x : new int[] {10, 95, 150, 240}) {
            assertThat(at(lined, x)).isEqualTo(at(plain, x));
        }
    }

    @Test
    void theBoxIsAroundTheLargestRegionAndGivenOnesAreDrawnToo() {
        BufferedImage plain = paint(overlay -> overlay);
        BufferedImage boxed = paint(overlay -> overlay.box(0.7).boxes(List.of(new Rectangle(20, 10, 60, 70))));

        assertThat(at(boxed, 179)).isEqualTo(0xffd400); // 0.7 · 255 is 178.5
        assertThat(boxed.getRGB(230, 0) & 0xffffff).isEqualTo(0xffd400);
        assertThat(boxed.getRGB(21, 11)).isNotEqualTo(plain.getRGB(21, 11));
        assertThat(boxed.getRGB(50, 45)).isEqualTo(plain.getRGB(50, 45));
    }

    @Test
    void captionAndLegendHaveTheirCorners() {
        BufferedImage plain = paint(overlay -> overlay);
        BufferedImage captioned = paint(overlay -> overlay.caption(true));
        BufferedImage scaled = paint(overlay -> overlay.legend(true));

        assertThat(captioned.getRGB(8, 12)).isNotEqualTo(plain.getRGB(8, 12));
        assertThat(captioned.getRGB(200, 180)).isEqualTo(plain.getRGB(200, 180));
        assertThat(scaled.getRGB(240, 180)).isNotEqualTo(plain.getRGB(240, 180));
        assertThat(scaled.getRGB(8, 12)).isEqualTo(plain.getRGB(8, 12));
    }

    @Test
    void heatWithoutAClassHasNoCaption() {
        HeatMap heat = HeatMap.of(ramp(), HeatPreset.MIN_MAX);

        assertThat(pixels(Overlay.builder().caption(true).build().paint(PHOTO, heat)))
                .isEqualTo(pixels(Overlay.jet().paint(PHOTO, heat)));
    }

    @Test
    void marksAreNotDrawnOnTheHeatAlone() {
        Overlay marked =
                Overlay.builder().contours(0.5).legend(true).caption(true).build();

        assertThat(pixels(marked.heatMap(ramp())))
                .isEqualTo(pixels(Overlay.jet().heatMap(ramp())));
    }

    @ParameterizedTest(name = "{0} pixels leave no room for text")
    @ValueSource(ints = {1, 2, 8, 20})
    void picturesTooSmallForTextHaveNone(int side) {
        BufferedImage photo = Explained.photo(side, side);
        Overlay text = Overlay.builder().legend(true).caption(true).build();

        assertThat(pixels(text.paint(photo, Explained.of(photo).top())))
                .isEqualTo(pixels(Overlay.jet().paint(photo, Explained.of(photo).top())));
    }

    @Test
    void theLegendSaysWhatTheColorsMean() {
        HeatMap heat = HeatMap.of(ActivationMap.of(1, 2, -1.5f, 120), Geometry.stretch(4, 4, 4, 4), HeatPreset.MIN_MAX);
        HeatMap signed =
                HeatMap.of(ActivationMap.of(1, 2, -1e-3f, 5e-4f), Geometry.stretch(4, 4, 4, 4), HeatPreset.SIGNED);

        assertThat(Legend.of(heat, ramp(), List.of(0.5)))
                .isEqualTo(new Legend("logit", "-1.50", "", "120", List.of(0.5)));
        assertThat(Legend.of(signed, activation("fem", ActivationMap.of(1, 1, 1)), List.of(0.5)))
                .isEqualTo(new Legend("fem", "-1.0e-03", "0", "1.0e-03", List.of(0.75)));
        assertThat(Legend.of(heat, null, List.of()).title()).isEmpty();
    }

    @Test
    void aBuilderThatGoesOnDoesNotChangeWhatItBuilt() {
        Overlay.Builder builder = Overlay.builder().opacity(1);
        Overlay before = builder.build();
        builder.opacity(0).contours(0.5);

        assertThat(at(before.paint(PHOTO, ramp()), 127))
                .isEqualTo(ColorMap.jet().rgb(127));
        assertThat(at(before.toBuilder().opacity(0).build().paint(PHOTO, ramp()), 127))
                .isEqualTo(GRAY);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void sharesOutsideZeroToOneAreRefused(double share) {
        List<UnaryOperator<Overlay.Builder>> setters = List.of(
                builder -> builder.opacity(share),
                builder -> builder.weights(share, 1),
                builder -> builder.weights(1, share),
                builder -> builder.threshold(share),
                builder -> builder.contours(0.5, share),
                builder -> builder.box(share));
        for (UnaryOperator<Overlay.Builder> setter : setters) {
            assertThatThrownBy(() -> setter.apply(Overlay.builder()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(": a number from 0 to 1 expected, got " + share);
        }
    }

    private static int[] pixels(BufferedImage picture) {
        return TestPictures.pixels(picture);
    }
}
