package io.cam4j.resampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cam4j.testing.Npy;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaneResizeTest {
    /** Made by peers.py, which is beside them. */
    private static final Path FIXTURES = Path.of("src/test/resources/io/cam4j/heat");

    private static final Npy POSITIVE = Npy.read(FIXTURES.resolve("positive-map.npy"));

    @ParameterizedTest(name = "planes are enlarged as by {0}")
    @ValueSource(strings = {"opencv-linear", "opencv-cubic", "pillow-bicubic"})
    void planesAreEnlargedAsByOthers(String kind) {
        for (String name : new String[] {"signed", "positive"}) {
            Npy map = Npy.read(FIXTURES.resolve(name + "-map.npy"));
            Npy expected = Npy.read(FIXTURES.resolve("%s-%s.npy".formatted(name, kind)));
            int height = expected.shape()[0];
            int width = expected.shape()[1];
            PlaneResize resize = resize(
                    kind, map.floats(), Axis.stretch(map.shape()[1], width), Axis.stretch(map.shape()[0], height));

            assertThat(all(resize, width, height)).containsExactly(expected.floats(), within(5e-6f)); // of 23 at most
        }
    }

    private static PlaneResize resize(String kind, float[] plane, Axis columns, Axis rows) {
        return switch (kind) {
            case "opencv-linear" -> PlaneResize.openCvLinear(plane, columns, rows);
            case "opencv-cubic" -> PlaneResize.openCvCubic(plane, columns, rows);
            default -> PlaneResize.pillowBicubic(plane, columns, rows);
        };
    }

    private static float[] all(PlaneResize resize, int width, int height) {
        float[] values = new float[width * height];
        float[] row = new float[width];
        for (int y = 0; y < height; y++) {
            resize.read(y, row);
            System.arraycopy(row, 0, values, y * width, width);
        }
        return values;
    }

    /* Each part of a picture is what it is of the whole. */
    @ParameterizedTest(name = "a part is a part of the whole, {0}")
    @ValueSource(strings = {"opencv-linear", "opencv-cubic", "pillow-bicubic"})
    void aPartIsAPartOfTheWhole(String kind) {
        float[] whole = all(resize(kind, POSITIVE.floats(), Axis.stretch(13, 40), Axis.stretch(13, 30)), 40, 30);
        Axis columns = new Axis(13, 8, 13 / 40.0, 5 * 13 / 40.0);
        Axis rows = new Axis(13, 6, 13 / 30.0, 20 * 13 / 30.0);

        float[] part = all(resize(kind, POSITIVE.floats(), columns, rows), 8, 6);

        for (int y = 0; y < 6; y++) {
            for (int x = 0; x < 8; x++) {
                assertThat(part[y * 8 + x]).isCloseTo(whole[(y + 20) * 40 + x + 5], within(1e-5f));
            }
        }
    }

    @Test
    void aPlaneOfItsOwnSizeStaysAsItIs() {
        float[] plane = {1, 2, 3, 4, 5, 6};

        for (String kind : new String[] {"opencv-linear", "opencv-cubic", "pillow-bicubic"}) {
            assertThat(all(resize(kind, plane, Axis.stretch(3, 3), Axis.stretch(2, 2)), 3, 2))
                    .containsExactly(plane, within(1e-6f));
        }
    }

    @Test
    void sizesThatDoNotFitAreRefused() {
        Axis two = Axis.stretch(2, 4);
        assertThatThrownBy(() -> PlaneResize.openCvLinear(new float[5], two, two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a plane of 2 × 2 expected, got 5 values");
        assertThatThrownBy(() -> Axis.stretch(0, 4)).isInstanceOf(IllegalArgumentException.class);
    }
}
