package io.cam4j.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cam4j.Explanation;
import io.cam4j.heat.HeatMap;
import io.cam4j.heat.HeatPreset;
import io.cam4j.preprocessing.Preprocessing;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OverlayTest {
    private static final int BLUE = 0x000080; // JET at 0
    private static final int RED = 0x800000; // JET at 255

    @Test
    void heatIsRedWhereTheMapIsGreatestAndBlueWhereItIsLeast() {
        BufferedImage photo = Explained.photo(8, 8);
        Explanation explanation = Explained.of(photo);

        BufferedImage heat = Overlay.jet().heatMap(explanation.top());

        assertThat(heat.getRGB(0, 3) & 0xffffff).isEqualTo(RED);
        assertThat(heat.getRGB(7, 3) & 0xffffff).isEqualTo(BLUE);
    }

    @Test
    void overlayIsThreeTenthsHeatAndHalfThePhotoInEveryPixel() {
        BufferedImage photo = Explained.photo(40, 30);
        Explanation explanation = Explained.of(photo);
        HeatMap heat = Overlay.jet().heat(explanation.top());

        BufferedImage overlay = Overlay.jet().paint(photo, heat);

        for (int y = 0; y < 30; y++) {
            for (int x = 0; x < 40; x++) {
                int color = ColorMap.jet().rgb(heat.level(x, y));
                for (int shift = 0; shift <= 16; shift += 8) {
                    int expected =
                            tenthsHalfEven(3 * (color >> shift & 0xff) + 5 * (photo.getRGB(x, y) >> shift & 0xff));
                    assertThat(overlay.getRGB(x, y) >> shift & 0xff).isEqualTo(expected);
                }
            }
        }
    }

    /** Rounds n / 10 half to even in whole numbers; the weights' sum keeps it below 256. */
    private static int tenthsHalfEven(int n) {
        int down = n / 10;
        int rest = n % 10;
        return rest > 5 || (rest == 5 && down % 2 == 1) ? down + 1 : down;
    }

    @Test
    void brightSumsAreClamped() {
        BufferedImage white = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            white.setRGB(i % 8, i / 8, 0xffffff);
        }

        BufferedImage overlay = Overlay.builder()
                .weights(1, 1)
                .build()
                .paint(white, Explained.of(white).top());

        assertThat(overlay.getRGB(0, 0) & 0xffffff).isEqualTo(0xffffff);
    }

    @Test
    void whatACropCutAwayStaysPlainPhoto() {
        BufferedImage photo = Explained.photo(24, 8);
        Explanation explanation =
                Explained.of(photo, Preprocessing.builder(4, 4).crop(4).build());

        BufferedImage overlay = Overlay.jet().paint(photo, explanation.top());
        BufferedImage heat = Overlay.jet().heatMap(explanation.top());

        for (int x : new int[] {0, 7, 16, 23}) { // the network saw columns 8 to 15
            assertThat(overlay.getRGB(x, 4)).isEqualTo(photo.getRGB(x, 4));
            assertThat(heat.getRGB(x, 4) & 0xffffff).isZero();
        }
        for (int x : new int[] {8, 15}) {
            assertThat(heat.getRGB(x, 4) & 0xffffff).isNotZero();
        }
    }

    @Test
    void theOriginalPresetRefusesACrop() {
        BufferedImage photo = Explained.photo(24, 8);
        Explanation explanation =
                Explained.of(photo, Preprocessing.builder(4, 4).crop(4).build());

        assertThatThrownBy(() -> Overlay.original().paint(photo, explanation.top()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stretch");
    }

    @Test
    void aFlatMapIsAllBlue() {
        BufferedImage photo = Explained.photo(8, 8);
        Explanation explanation = Explained.of(photo);

        BufferedImage heat = Overlay.jet().heatMap(explanation.activations().get(2));

        assertThat(heat.getRGB(0, 0) & 0xffffff).isEqualTo(BLUE);
        assertThat(heat.getRGB(7, 7) & 0xffffff).isEqualTo(BLUE);
    }

    @Test
    void aPhotoOfAnotherSizeIsRefused() {
        Explanation explanation = Explained.of(Explained.photo(8, 8));

        assertThatThrownBy(() -> Overlay.jet().paint(Explained.photo(8, 9), explanation.top()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the photo that was explained expected, 8 × 8, got one of 8 × 9");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void weightsOutsideZeroToOneAreRefused(double weight) {
        assertThatThrownBy(() -> Overlay.builder().weights(weight, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a number from 0 to 1 expected, got " + weight);
        assertThatThrownBy(() -> Overlay.builder().weights(0.5, weight)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thePhotoIsNotChanged() {
        BufferedImage photo = Explained.photo(8, 8);
        Explanation explanation = Explained.of(photo);

        Overlay.original().paint(photo, explanation.top());

        assertThat(photo.getRGB(5, 6)).isEqualTo(Explained.photo(8, 8).getRGB(5, 6));
        assertThat(Overlay.original().preset()).isEqualTo(HeatPreset.ORIGINAL);
    }
}
