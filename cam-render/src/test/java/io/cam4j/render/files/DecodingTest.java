package io.cam4j.render.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.cam4j.testing.SharedData;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/** Odd and broken files against Pillow's view of them. */
class DecodingTest {
    /** No reader on the JVM opens these; they are refused by name. */
    private static final Set<String> BEYOND_US = Set.of("odd/hopper_lzma.tif", "odd/mmap_error.bmp");

    /** Pillow 9.4 shows what it can make of this one only as an error; ours has a reader for it. */
    private static final Set<String> BEYOND_PILLOW = Set.of("odd/hopper_unknown_pixel_mode.tif");

    private static final Set<String> EIGHT_BIT_OPAQUE = Set.of("RGB", "L", "1");

    static Stream<String> files() {
        try {
            return answers().keySet().stream();
        } catch (TestAbortedException e) {
            return Stream.of("none: the folder beside the project is absent");
        }
    }

    private static JsonObject answers() {
        try {
            return JsonParser.parseString(Files.readString(SharedData.path("golden/decode.json")))
                    .getAsJsonObject();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void opensWhatPillowOpensAndRefusesWhatItRefuses(String file) throws IOException {
        JsonObject expected = answerTo(file);
        Path path = SharedData.path("images/" + file);
        if (!expected.get("ok").getAsBoolean() || BEYOND_US.contains(file)) {
            if (BEYOND_PILLOW.contains(file)) {
                assertThat(ImageFiles.read(path).getWidth()).isPositive();
                return;
            }
            assertThatThrownBy(() -> ImageFiles.read(path))
                    .isInstanceOf(UnreadableImageException.class)
                    .hasMessageContaining(path.toString());
            return;
        }

        BufferedImage picture = ImageFiles.read(path);

        assertThat(picture.getWidth()).isEqualTo(expected.get("width").getAsInt());
        assertThat(picture.getHeight()).isEqualTo(expected.get("height").getAsInt());
        String mode = expected.get("mode").getAsString();
        if (EIGHT_BIT_OPAQUE.contains(mode) || mode.equals("CMYK")) {
            assertThat(difference(picture, expected.getAsJsonArray("grid8x8")))
                    .as("mean absolute difference of an 8 × 8 grid, in levels")
                    .isLessThanOrEqualTo(mode.equals("CMYK") ? 12 : 3);
        }
    }

    /** Turned once more, our upright pictures are what Pillow 9.4 makes of these files: it turns them twice. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
    void whereWeDifferInOrientationPillowHasTurnedTwice(int orientation) throws IOException {
        String file = "odd/g4_orientation_%d.tif".formatted(orientation);
        JsonObject expected = answers().getAsJsonObject(file);

        BufferedImage turned = Orientation.ofTag(orientation).apply(ImageFiles.read(SharedData.path("images/" + file)));

        assertThat(turned.getWidth()).isEqualTo(expected.get("width").getAsInt());
        assertThat(turned.getHeight()).isEqualTo(expected.get("height").getAsInt());
        assertThat(difference(turned, expected.getAsJsonArray("grid8x8"))).isLessThanOrEqualTo(3);
    }

    /**
     * Pillow 9.4 turns these TIFFs twice, once while loading and once in exif_transpose; they show the same picture as the
     * first of them, which is upright.
     */
    private static JsonObject answerTo(String file) {
        return answers().getAsJsonObject(file.replaceFirst("g4_orientation_[2-8]", "g4_orientation_1"));
    }

    private static double difference(BufferedImage picture, JsonArray grid) {
        double sum = 0;
        for (int row = 0; row < 8; row++) {
            for (int column = 0; column < 8; column++) {
                JsonArray expected = grid.get(row).getAsJsonArray().get(column).getAsJsonArray();
                double[] mean = mean(picture, column, row);
                for (int channel = 0; channel < 3; channel++) {
                    sum += Math.abs(mean[channel] - expected.get(channel).getAsDouble());
                }
            }
        }
        return sum / (8 * 8 * 3);
    }

    private static double[] mean(BufferedImage picture, int column, int row) {
        int left = column * picture.getWidth() / 8;
        int top = row * picture.getHeight() / 8;
        int right = Math.max(left + 1, (column + 1) * picture.getWidth() / 8);
        int bottom = Math.max(top + 1, (row + 1) * picture.getHeight() / 8);
        double[] sum = new double[3];
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                int pixel = picture.getRGB(x, y);
                sum[0] += (pixel >> 16) & 0xff;
                sum[1] += (pixel >> 8) & 0xff;
                sum[2] += pixel & 0xff;
            }
        }
        double count = (double) (right - left) * (bottom - top);
        return new double[] {sum[0] / count, sum[1] / count, sum[2] / count};
    }
}
