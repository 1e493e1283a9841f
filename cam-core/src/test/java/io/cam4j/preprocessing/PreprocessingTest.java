package io.cam4j.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cam4j.testing.Npy;
import io.cam4j.testing.SharedData;
import io.cam4j.testing.TestPictures;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class PreprocessingTest {
    static final List<String> PHOTOS = SharedData.PHOTOS;

    /** Two pixels in a row: 1, 2, 3 and 255, 128, 0. */
    private static final BufferedImage TWO = TestPictures.of(2, 1, 0x010203, 0xff8000);

    @ParameterizedTest(name = "{0} becomes the tensor torchvision makes of it")
    @FieldSource("PHOTOS")
    void photosBecomeTheTensorTorchvisionMakes(String photo) {
        float[] expected = Npy.read(SharedData.path("golden/input/" + photo + "/tensor.npy"))
                .floats();

        float[] values = values(Preprocessing.imageNet().apply(TestPictures.photo(photo)));

        assertThat(values).hasSameSizeAs(expected);
        for (int i = 0; i < values.length; i++) {
            // v/255 may be rounded another way in its last bit, at most 2^−24, which std (at least 0.224) divides
            assertThat(values[i]).isEqualTo(expected[i], within(3e-7f));
        }
    }

    @ParameterizedTest(name = "{0} is resized as torchvision does before it becomes numbers")
    @FieldSource("PHOTOS")
    void photosAreResizedAsTorchvisionDoes(String photo) {
        BufferedImage expected = TestPictures.read("golden/input/" + photo + "/resized-224.png");

        BufferedImage resized = Preprocessing.imageNet().resize(TestPictures.photo(photo));

        assertThat(TestPictures.pixels(resized)).isEqualTo(TestPictures.pixels(expected));
    }

    @Test
    void imageNetSubtractsItsMeanAndDividesByItsDeviation() {
        float[] values = values(two(Preprocessing.imageNet()).apply(TWO));

        assertThat(values)
                .containsExactly(
                        new float[] {
                            (1 / 255f - 0.485f) / 0.229f, (1 - 0.485f) / 0.229f,
                            (2 / 255f - 0.456f) / 0.224f, (128 / 255f - 0.456f) / 0.224f,
                            (3 / 255f - 0.406f) / 0.225f, -0.406f / 0.225f
                        },
                        within(3e-7f));
    }

    @Test
    void tensorFlowReachesFromMinusOneToOne() {
        float[] values = values(two(Preprocessing.tensorFlow()).apply(TWO));

        assertThat(values)
                .containsExactly(
                        new float[] {1 / 127.5f - 1, 1, 2 / 127.5f - 1, 128 / 127.5f - 1, 3 / 127.5f - 1, -1},
                        within(1e-7f));
    }

    @Test
    void caffeSubtractsItsMeansFromBlueGreenAndRed() {
        assertThat(values(two(Preprocessing.caffe()).apply(TWO)))
                .containsExactly(3 - 104, 0 - 104, 2 - 117, 128 - 117, 1 - 123, 255 - 123);
    }

    private static Preprocessing two(Preprocessing preset) {
        return preset.fitTo(new InputSpec(1, 3, 1, 2, TensorLayout.NCHW, ElementType.FLOAT32));
    }

    @Test
    void presetsAreAsPublished() {
        assertThat(Preprocessing.imageNet())
                .hasToString(
                        "{\"width\":224,\"height\":224,\"resize\":\"stretch\",\"channels\":\"RGB\",\"scale\":0.00392156862745098,\"mean\":[0.485,0.456,0.406],\"std\":[0.229,0.224,0.225],\"layout\":\"NCHW\",\"type\":\"float32\"}");
        assertThat(Preprocessing.tensorFlow().scale()).isEqualTo(1 / 127.5);
        assertThat(Preprocessing.tensorFlow().channels()).isEqualTo(ChannelOrder.RGB);
        assertThat(Preprocessing.caffe().mean()).containsExactly(104f, 117f, 123f);
        assertThat(Preprocessing.caffe().std()).containsExactly(1f, 1f, 1f);
        assertThat(Preprocessing.caffe().channels()).isEqualTo(ChannelOrder.BGR);
    }

    @Test
    void channelsMayStandTogether() {
        Preprocessing recipe =
                Preprocessing.builder(2, 1).layout(TensorLayout.NHWC).build();

        InputTensor tensor = recipe.apply(TWO);

        assertThat(values(tensor)).containsExactly(1, 2, 3, 255, 128, 0);
        assertThat(tensor).hasToString("[1, 1, 2, 3] NHWC");
    }

    /* Pillow: Image.convert("L") gives 76 for red, 150 for green, 29 for blue, 255 for white. */
    @Test
    void grayIsLumaAsInPillow() {
        Preprocessing recipe =
                Preprocessing.builder(4, 1).channels(ChannelOrder.GRAY).build();

        InputTensor tensor = recipe.apply(TestPictures.of(4, 1, 0xff0000, 0x00ff00, 0x0000ff, 0xffffff));

        assertThat(values(tensor)).containsExactly(76, 150, 29, 255);
        assertThat(tensor.channels()).isEqualTo(1);
    }

    static Stream<Arguments> crops() {
        return Stream.of(
                // width, height of the picture, of the input, shorter side: scaled to; cut at; seen
                Arguments.of(8, 4, 4, 4, 4, new Geometry(8, 4, 4, 4, 1, 1, -2, 0), "2 0 4 4"),
                Arguments.of(4, 8, 4, 4, 4, new Geometry(4, 8, 4, 4, 1, 1, 0, -2), "0 2 4 4"),
                // 500 × 375: 341.33 is truncated to 341; (341 − 224) / 2 = 58.5 rounds to 58, (256 − 224) / 2 = 16;
                // the edges stand at 85.04 to 413.49 and 23.44 to 351.56 of the picture
                Arguments.of(
                        500,
                        375,
                        224,
                        224,
                        256,
                        new Geometry(500, 375, 224, 224, 341 / 500.0, 256 / 375.0, -58, -16),
                        "85 23 328 329"),
                // one column too many: 0.5 rounds to 0, half to even
                Arguments.of(5, 4, 4, 4, 4, new Geometry(5, 4, 4, 4, 1, 1, 0, 0), "0 0 4 4"),
                Arguments.of(7, 4, 4, 4, 4, new Geometry(7, 4, 4, 4, 1, 1, -2, 0), "2 0 4 4"));
    }

    @ParameterizedTest(name = "{0} × {1} with its shorter side {4} cut to {2} × {3}")
    @MethodSource("crops")
    void cropsAreCutFromTheCenter(
            int width, int height, int inputWidth, int inputHeight, int shorterSide, Geometry expected, String seen) {
        Preprocessing recipe =
                Preprocessing.builder(inputWidth, inputHeight).crop(shorterSide).build();

        Geometry geometry = recipe.apply(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB))
                .geometry();

        assertThat(geometry).isEqualTo(expected);
        assertThat(text(geometry)).isEqualTo(seen);
        assertThat(geometry.isStretch()).isFalse();
    }

    static Stream<Arguments> letterboxes() {
        return Stream.of(
                Arguments.of(8, 4, 4, 4, new Geometry(8, 4, 4, 4, 0.5, 0.5, 0, 1)),
                Arguments.of(4, 8, 4, 4, new Geometry(4, 8, 4, 4, 0.5, 0.5, 1, 0)),
                // 3 of 8 rows are left; the half pixel goes to the even side: 1.5 rounds to 2
                Arguments.of(8, 5, 8, 8, new Geometry(8, 5, 8, 8, 1, 1, 0, 2)),
                // 5 · 4/7 = 2.86 rounds to 3, so the axes differ a little in scale
                Arguments.of(7, 5, 4, 4, new Geometry(7, 5, 4, 4, 4 / 7.0, 3 / 5.0, 0, 0)),
                // never less than one pixel
                Arguments.of(1000, 1, 4, 3, new Geometry(1000, 1, 4, 3, 0.004, 1, 0, 1)));
    }

    @ParameterizedTest(name = "{0} × {1} letterboxed into {2} × {3}")
    @MethodSource("letterboxes")
    void letterboxesAreCentered(int width, int height, int inputWidth, int inputHeight, Geometry expected) {
        Preprocessing recipe = Preprocessing.builder(inputWidth, inputHeight)
                .resize(Resize.LETTERBOX)
                .build();

        Geometry geometry = recipe.apply(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB))
                .geometry();

        assertThat(geometry).isEqualTo(expected);
        assertThat(text(geometry)).as("all of it is seen").isEqualTo("0 0 " + width + " " + height);
    }

    private static String text(Geometry geometry) {
        var seen = geometry.seen();
        return "%d %d %d %d".formatted(seen.x, seen.y, seen.width, seen.height);
    }

    @Test
    void aCropShowsTheMiddlePixels() {
        BufferedImage image = TestPictures.of(4, 2, 1, 2, 3, 4, 5, 6, 7, 8);

        assertThat(TestPictures.pixels(
                        Preprocessing.builder(2, 2).crop(2).build().resize(image)))
                .containsExactly(2, 3, 6, 7);
        assertThat(TestPictures.pixels(Preprocessing.builder(2, 2)
                        .crop(2)
                        .build()
                        .resize(TestPictures.of(2, 4, 1, 2, 3, 4, 5, 6, 7, 8))))
                .containsExactly(3, 4, 5, 6);
    }

    @Test
    void aLetterboxIsBlackAroundThePicture() {
        Preprocessing wide =
                Preprocessing.builder(2, 4).resize(Resize.LETTERBOX).build();
        Preprocessing high =
                Preprocessing.builder(4, 2).resize(Resize.LETTERBOX).build();
        BufferedImage image = TestPictures.of(2, 2, 1, 2, 3, 4);

        assertThat(TestPictures.pixels(wide.resize(image))).containsExactly(0, 0, 1, 2, 3, 4, 0, 0);
        assertThat(TestPictures.pixels(high.resize(image))).containsExactly(0, 1, 2, 0, 0, 3, 4, 0);
    }

    @Test
    void ofAnElongatedPictureOnlyWhatIsCutOutIsComputed() {
        Preprocessing recipe = Preprocessing.builder(224, 224).crop(256).build();
        BufferedImage strip = TestPictures.flat(50_000, 1, 90); // scaled 12,800,000 × 256

        assertThat(TestPictures.pixels(recipe.resize(strip))).hasSize(224 * 224).containsOnly(90 * 0x010101);
    }

    @Test
    void aPictureTooElongatedToCropIsRefused() {
        Preprocessing recipe = Preprocessing.builder(224, 224).crop(16384).build();
        BufferedImage strip = new BufferedImage(200_000, 1, BufferedImage.TYPE_BYTE_GRAY);

        assertThatThrownBy(() -> recipe.apply(strip))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a picture less elongated expected: 200000 × 1 scaled to a shorter side of 16384 would have a longer one of 3276800000. Stretch it, or cut it first.");
    }

    @Test
    void equalSettingsMakeEqualRecipes() {
        Preprocessing one = Preprocessing.builder(4, 3).scale(0.5).build();

        assertThat(one)
                .isEqualTo(Preprocessing.builder(4, 3).scale(0.5).build())
                .hasSameHashCodeAs(Preprocessing.builder(4, 3).scale(0.5).build())
                .isNotEqualTo(Preprocessing.builder(4, 3).build())
                .isNotEqualTo("a text");
        assertThat(Preprocessing.imageNet().toBuilder().build()).isEqualTo(Preprocessing.imageNet());
    }

    @Test
    void theShorterSideCountsOnlyForACrop() {
        Preprocessing stretch =
                Preprocessing.builder(4, 3).crop(100).resize(Resize.STRETCH).build();

        assertThat(stretch).isEqualTo(Preprocessing.builder(4, 3).build());
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("width: 1 to 16384 pixels expected, got 0", () -> Preprocessing.builder(0, 1)),
                mistake("height: 1 to 16384 pixels expected, got -1", () -> Preprocessing.builder(1, -1)),
                mistake("width: 1 to 16384 pixels expected, got 16385", () -> Preprocessing.builder(16385, 1)),
                mistake(
                        "shorterSide: 1 to 16384 pixels expected, got 0",
                        () -> builder().crop(0)),
                mistake(
                        "a shorterSide of at least 4 expected to cut 4 × 3 from it, got 3",
                        () -> builder().crop(3).build()),
                mistake(
                        "a positive, finite scale expected, got 0.0",
                        () -> builder().scale(0)),
                mistake(
                        "a positive, finite scale expected, got NaN",
                        () -> builder().scale(Double.NaN)),
                mistake(
                        "a positive, finite scale expected, got Infinity",
                        () -> builder().scale(1e308 * 10)),
                mistake(
                        "a finite mean expected, got [1.0, NaN, 1.0]",
                        () -> builder().mean(1, Float.NaN, 1)),
                mistake(
                        "a positive, finite std expected, got [1.0, 0.0, 1.0]",
                        () -> builder().std(1, 0, 1)),
                mistake(
                        "a positive, finite std expected, got [NaN]",
                        () -> builder().std(Float.NaN)),
                mistake(
                        "mean: 3 values expected for RGB, got [1.0]",
                        () -> builder().mean(1).build()),
                mistake(
                        "std: 1 values expected for GRAY, got [1.0, 2.0, 3.0]",
                        () -> builder().channels(ChannelOrder.GRAY).std(1, 2, 3).build()));
    }

    private static Preprocessing.Builder builder() {
        return Preprocessing.builder(4, 3);
    }

    private static Arguments mistake(String message, Runnable making) {
        return Arguments.of(message, making);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void theBuilderChecksItsValues(String message, Runnable making) {
        assertThatThrownBy(making::run)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    static float[] values(InputTensor tensor) {
        FloatBuffer buffer = tensor.values();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
