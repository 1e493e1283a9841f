package io.cam4j.heat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cam4j.ActivationMap;
import io.cam4j.ClassActivation;
import io.cam4j.preprocessing.Geometry;
import io.cam4j.testing.Npy;
import io.cam4j.testing.SharedData;
import java.awt.Rectangle;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeatMapTest {
    private static final ActivationMap CORNERS = ActivationMap.of(2, 2, -1, 3, 3, 7); // normalized 0 ½ ½ 1

    /*
     * The centres of a 4 × 4 picture stand a quarter and three quarters of the way between the cells' centres, so with
     * the border repeated each axis has shares 0 ¼ ¾ 1, and the level of (x, y) is 255 · (share x + share y) / 2.
     */
    @Test
    void doublingPlacesNewCellsAtQuarterPoints() {
        HeatMap heat = HeatMap.of(CORNERS, Geometry.stretch(4, 4, 8, 8), HeatPreset.MIN_MAX);

        assertThat(levels(heat))
                .containsExactly(0, 32, 96, 128, 32, 64, 128, 159, 96, 128, 191, 223, 128, 159, 223, 255);
        assertThat(heat.width()).isEqualTo(4);
        assertThat(heat.height()).isEqualTo(4);
        assertThat(heat.seen()).isEqualTo(new Rectangle(4, 4));
        assertThat(heat.isFlat()).isFalse();
    }

    @Test
    void eachAxisIsEnlargedOnItsOwn() {
        HeatMap heat = HeatMap.of(ActivationMap.of(1, 2, 5, 10), Geometry.stretch(4, 2, 224, 224), HeatPreset.MIN_MAX);

        assertThat(levels(heat)).containsExactly(0, 64, 191, 255, 0, 64, 191, 255);
    }

    @Test
    void aPictureOfTheMapsSizeShowsItsCells() {
        HeatMap heat =
                HeatMap.of(ActivationMap.of(2, 3, 0, 1, 2, 3, 4, 5), Geometry.stretch(3, 2, 6, 4), HeatPreset.MIN_MAX);

        assertThat(levels(heat)).containsExactly(0, 51, 102, 153, 204, 255);
        assertThat(heat.level(2, 0)).isEqualTo(102);
        assertThat(heat.level(0, 1)).isEqualTo(153);
    }

    /* 8 × 4 scaled by 1 and cut to 4 × 4: columns 2 to 5 are seen, and the map lies over them alone. */
    @Test
    void aCroppedPhotoHasHeatOnlyWhereItWasSeen() {
        HeatMap heat = HeatMap.of(CORNERS, new Geometry(8, 4, 4, 4, 1, 1, -2, 0), HeatPreset.MIN_MAX);

        assertThat(heat.seen()).isEqualTo(new Rectangle(2, 0, 4, 4));
        assertThat(heat.width()).isEqualTo(8);
        assertThat(levels(heat))
                .containsExactly(0, 32, 96, 128, 32, 64, 128, 159, 96, 128, 191, 223, 128, 159, 223, 255);
        assertThat(heat.level(5, 3)).isEqualTo(255);
        assertThatThrownBy(() -> heat.level(1, 0))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessageStartingWith("pixel (1, 0) is not in ");
        assertThatThrownBy(() -> heat.level(6, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /* 4 × 2 in the middle rows of 4 × 4: its rows stand at the inner two of the four shares. */
    @Test
    void aLetterboxedPhotoShowsTheMiddleOfTheMap() {
        HeatMap heat = HeatMap.of(CORNERS, new Geometry(4, 2, 4, 4, 1, 1, 0, 1), HeatPreset.MIN_MAX);

        assertThat(heat.seen()).isEqualTo(new Rectangle(4, 2));
        assertThat(levels(heat)).containsExactly(32, 64, 128, 159, 96, 128, 191, 223);
    }

    @ParameterizedTest(name = "a flat map has no heat and says so, {0}")
    @EnumSource
    void aFlatMapHasNoHeatAndSaysSo(HeatPreset preset) {
        HeatMap heat = HeatMap.of(ActivationMap.of(1, 2, 3, 3), Geometry.stretch(3, 1, 4, 4), preset);

        assertThat(heat.isFlat()).isTrue();
        assertThat(levels(heat)).containsOnly(preset.isSigned() ? 128 : 0).hasSize(3);
    }

    /* −2 and 1 on a scale from −2 to 2; a quarter and three quarters of the way between them: −1.25 and 0.25. */
    @Test
    void signedHeatHasZeroInTheMiddleOfItsScale() {
        HeatMap heat = HeatMap.of(ActivationMap.of(1, 2, -2, 1), Geometry.stretch(4, 1, 4, 4), HeatPreset.SIGNED);
        HeatMap turned = HeatMap.of(ActivationMap.of(1, 3, 0, 8, 2), Geometry.stretch(3, 1, 3, 3), HeatPreset.SIGNED);

        assertThat(levels(heat)).containsExactly(0, 48, 143, 191);
        assertThat(levels(turned)).containsExactly(128, 255, 159);
        assertThat(heat.isSigned()).isTrue();
        assertThat(heat.least()).isEqualTo(-2);
        assertThat(heat.greatest()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0} says which values its ends show")
    @EnumSource(names = {"MIN_MAX", "ORIGINAL"})
    void presetsSayWhichValuesTheirEndsShow(HeatPreset preset) {
        HeatMap heat = HeatMap.of(CORNERS, Geometry.stretch(4, 4, 8, 8), preset);

        assertThat(heat.least()).isEqualTo(-1);
        assertThat(heat.greatest()).isEqualTo(7);
        assertThat(heat.isSigned()).isFalse();
    }

    /* The formula pixel by pixel, each with its four cells. */
    @ParameterizedTest(name = "case {0}: heat read by rows, in any order, is that of single pixels")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
    void heatReadByRowsIsThatOfSinglePixels(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int width = random.nextInt(1, 400);
        int height = random.nextInt(1, 300);
        int cells = random.nextInt(1, 14);
        float[] values = new float[cells * (cells + 1)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-5, 20);
        }
        ActivationMap map = ActivationMap.of(cells, cells + 1, values);
        double scale = random.nextDouble(0.5, 2);
        Geometry geometry = new Geometry(
                width, height, 224, 192, scale, scale, (224 - width * scale) / 2, (192 - height * scale) / 2);

        HeatMap heat = HeatMap.of(map, geometry, HeatPreset.MIN_MAX);

        byte[] levels = heat.levels();
        Rectangle seen = heat.seen();
        HeatRows rows = heat.rows();
        float[] row = new float[seen.width];
        for (int y : shuffled(seen.height)) {
            rows.read(y, row);
            for (int x = 0; x < seen.width; x++) {
                float expected = slowHeat(map, geometry, seen.x + x, seen.y + y);
                assertThat(row[x]).isEqualTo(expected);
                assertThat(levels[y * seen.width + x] & 0xff).isEqualTo(Math.round(expected));
            }
        }
    }

    /** All numbers below count; 7919 is prime and greater. */
    private static int[] shuffled(int count) {
        return IntStream.range(0, count).map(i -> i * 7919 % count).toArray();
    }

    private static float slowHeat(ActivationMap map, Geometry geometry, int x, int y) {
        double column = inside(geometry.toTensorX(x + 0.5) / 224 * map.width() - 0.5, map.width());
        double row = inside(geometry.toTensorY(y + 0.5) / 192 * map.height() - 0.5, map.height());
        int left = (int) column;
        int upper = (int) row;
        int right = Math.min(left + 1, map.width() - 1);
        int lower = Math.min(upper + 1, map.height() - 1);
        float across = (float) (column - left);
        float down = (float) (row - upper);
        float above = share(map, upper, left) + across * (share(map, upper, right) - share(map, upper, left));
        float below = share(map, lower, left) + across * (share(map, lower, right) - share(map, lower, left));
        return 255f * (above + down * (below - above));
    }

    private static double inside(double position, int cells) {
        return Math.max(0, Math.min(cells - 1.0, position));
    }

    private static float share(ActivationMap map, int row, int column) {
        return map.isFlat()
                ? 0
                : (float) (((double) map.at(row, column) - map.min()) / ((double) map.max() - map.min()));
    }

    @Test
    void levelsAreRoundedToTheNearest() {
        for (int level = 0; level < 255; level++) {
            float half = level + 0.5f;
            for (float value = half - 1e-5f; value <= half + 1e-5f; value = Math.nextUp(value)) {
                if (HeatRows.level(value) != Math.round(value)) {
                    assertThat(HeatRows.level(value)).as("%s", value).isEqualTo(Math.round(value));
                }
            }
        }
        assertThat(HeatRows.level(0)).isZero();
        assertThat(HeatRows.level(255)).isEqualTo(255);
    }

    @Test
    void valuesFarApartDoNotOverflow() {
        ActivationMap map = ActivationMap.of(1, 3, -Float.MAX_VALUE, 0, Float.MAX_VALUE);

        HeatMap heat = HeatMap.of(map, Geometry.stretch(3, 1, 3, 1), HeatPreset.MIN_MAX);

        assertThat(levels(heat)).containsExactly(0, 128, 255);
    }

    @Test
    void theLevelsAreACopy() {
        HeatMap heat = HeatMap.of(CORNERS, Geometry.stretch(2, 2, 2, 2), HeatPreset.MIN_MAX);

        heat.levels()[0] = 99;
        heat.seen().x = 5;

        assertThat(heat.level(0, 0)).isZero();
    }

    @Test
    void theOriginalKnowsNoCropAndNoLetterbox() {
        for (Geometry geometry :
                new Geometry[] {new Geometry(8, 4, 4, 4, 1, 1, -2, 0), new Geometry(4, 2, 4, 4, 1, 1, 0, 1)}) {
            assertThatThrownBy(() -> HeatMap.of(CORNERS, geometry, HeatPreset.ORIGINAL))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("a preprocessing that stretches expected by the preset 'original'");
        }
    }

    @Test
    void eachPresetShowsAMapOfItsOwn() {
        ActivationMap exact = ActivationMap.of(1, 2, 0, 1);
        ActivationMap linear = ActivationMap.of(1, 2, 1, 0);
        ClassActivation activation =
                new ClassActivation(1, 0, null, 1f, 1f, "cam", exact, linear, 0, Geometry.stretch(2, 1, 2, 1));

        assertThat(HeatPreset.MIN_MAX.mapOf(activation)).isEqualTo(exact);
        assertThat(HeatPreset.ORIGINAL.mapOf(activation)).isEqualTo(linear);
        assertThat(levels(HeatMap.of(activation, HeatPreset.MIN_MAX))).containsExactly(0, 255);
        assertThat(HeatMap.of(activation, HeatPreset.ORIGINAL).level(0, 0)).isGreaterThan(200);
        assertThat(HeatPreset.MIN_MAX.label()).isEqualTo("min-max");
        assertThat(HeatPreset.ORIGINAL.label()).isEqualTo("original");
    }

    /* 1 of 3 is 85 of 255; 254.745 is cut to 254. */
    @Test
    void theOriginalTruncatesToEightBits() {
        assertThat(OriginalHeat.truncated(ActivationMap.of(1, 4, 0, 1, 2.997f, 3)))
                .containsExactly(0, 85, (byte) 254, (byte) 255);
    }

    static Stream<Arguments> models() {
        return Stream.of("resnet18", "densenet161", "squeezenet1_1").map(Arguments::of);
    }

    @ParameterizedTest(name = "{0}: the original's heat of 224 × 224 is that of the script in every byte")
    @MethodSource("models")
    void theOriginalIsThatOfTheScript(String model) {
        for (String photo : SharedData.PHOTOS) {
            Path golden = SharedData.path("golden/" + model + "/" + photo);
            Npy raw = Npy.read(golden.resolve("cam-raw.npy"));
            float[] maps = raw.floats();
            byte[] enlarged = Npy.read(golden.resolve("cam-u8-224.npy")).bytes();
            int height = raw.shape()[1];
            int width = raw.shape()[2];
            int cells = height * width;

            for (int map = 0; map < raw.shape()[0]; map++) {
                ActivationMap activation =
                        ActivationMap.of(height, width, Arrays.copyOfRange(maps, map * cells, (map + 1) * cells));

                HeatMap heat = HeatMap.of(activation, Geometry.stretch(224, 224, 224, 224), HeatPreset.ORIGINAL);

                assertThat(heat.levels())
                        .as("%s, map %d", photo, map)
                        .isEqualTo(Arrays.copyOfRange(enlarged, map * 224 * 224, (map + 1) * 224 * 224));
            }
        }
    }

    @ParameterizedTest(name = "{0}: maps are cut to 8 bits as by the script")
    @MethodSource("models")
    void mapsAreCutToEightBitsAsByTheScript(String model) {
        for (String photo : SharedData.PHOTOS) {
            Path golden = SharedData.path("golden/" + model + "/" + photo);
            Npy raw = Npy.read(golden.resolve("cam-raw.npy"));
            float[] maps = raw.floats();
            byte[] expected = Npy.read(golden.resolve("cam-u8.npy")).bytes();
            int cells = raw.shape()[1] * raw.shape()[2];

            for (int map = 0; map < raw.shape()[0]; map++) {
                ActivationMap activation = ActivationMap.of(
                        raw.shape()[1], raw.shape()[2], Arrays.copyOfRange(maps, map * cells, (map + 1) * cells));

                assertThat(OriginalHeat.truncated(activation))
                        .as("%s, map %d", photo, map)
                        .isEqualTo(Arrays.copyOfRange(expected, map * cells, (map + 1) * cells));
            }
        }
    }

    private static int[] levels(HeatMap heat) {
        byte[] levels = heat.levels();
        int[] result = new int[levels.length];
        Arrays.setAll(result, i -> levels[i] & 0xff);
        return result;
    }
}
