package io.cam4j.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PreprocessingJsonTest {
    static Stream<Preprocessing> recipes() {
        return Stream.of(
                Preprocessing.imageNet(),
                Preprocessing.tensorFlow(),
                Preprocessing.caffe(),
                Preprocessing.imageNet().fitTo(new InputSpec(1, 3, 20, 30, TensorLayout.NHWC, ElementType.FLOAT16)),
                Preprocessing.builder(1, 16384).build(),
                Preprocessing.builder(224, 192).crop(256).build(),
                Preprocessing.builder(224, 192)
                        .crop(100)
                        .resize(Resize.LETTERBOX)
                        .build(),
                Preprocessing.builder(5, 6)
                        .resize(Resize.LETTERBOX)
                        .channels(ChannelOrder.GRAY)
                        .scale(1 / 3.0)
                        .mean(0.1f)
                        .std(Float.MIN_VALUE)
                        .layout(TensorLayout.NHWC)
                        .type(ElementType.UINT8)
                        .build(),
                Preprocessing.builder(5, 6).type(ElementType.FLOAT16).build());
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void aRecipeComesBackFromItsJson(Preprocessing recipe) {
        assertThat(Preprocessing.fromJson(recipe.toJson())).isEqualTo(recipe);
    }

    @Test
    void everyKeyIsRead() {
        Preprocessing recipe = Preprocessing.fromJson("""
                {"width": 224, "height": 192, "resize": "crop", "shorterSide": 256, "channels": "BGR", "scale": 0.5,
                 "mean": [1, 2, 3.5], "std": [4, 5, 6e0], "layout": "NHWC", "type": "float16"}
                """);

        assertThat(recipe)
                .isEqualTo(Preprocessing.builder(224, 192)
                        .crop(256)
                        .channels(ChannelOrder.BGR)
                        .scale(0.5)
                        .mean(1, 2, 3.5f)
                        .std(4, 5, 6)
                        .layout(TensorLayout.NHWC)
                        .type(ElementType.FLOAT16)
                        .build());
    }

    @Test
    void onlyTheSizeIsRequired() {
        assertThat(Preprocessing.fromJson("{\"width\":3,\"height\":2.0}"))
                .isEqualTo(Preprocessing.builder(3, 2).build());
    }

    @Test
    void namesAreReadInAnyCase() {
        assertThat(
                        Preprocessing.fromJson(
                                "{\"width\":3,\"height\":2,\"resize\":\"Letterbox\",\"channels\":\"bgr\",\"type\":\"FLOAT16\"}"))
                .isEqualTo(Preprocessing.builder(3, 2)
                        .resize(Resize.LETTERBOX)
                        .channels(ChannelOrder.BGR)
                        .type(ElementType.FLOAT16)
                        .build());
    }

    @Test
    void aCropWithoutAShorterSideScalesToTheInputsLongerSide() {
        assertThat(Preprocessing.fromJson("{\"width\":3,\"height\":2,\"resize\":\"crop\"}")
                        .shorterSide())
                .isEqualTo(3);
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("[224, 224]", "a JSON object expected as the preprocessing recipe"),
                Arguments.of("null", "a JSON object expected as the preprocessing recipe"),
                Arguments.of("{}", "the preprocessing recipe has no 'width'"),
                Arguments.of("{'width':1}", "JSON expected: malformed at line 1 column 3"),
                Arguments.of("{\"width\":1", "JSON expected: "),
                Arguments.of("", "JSON expected, got no text"),
                Arguments.of(" \n", "JSON expected, got no text"),
                Arguments.of("width: 224", "JSON expected: "),
                Arguments.of("{\"width\":1,\"height\":1} x", "JSON expected: "),
                Arguments.of("{\"width\":1,\"height\":1} {}", "JSON expected: malformed at line 1 column 25"),
                Arguments.of("{\"width\":1,\"height\":1 /* high */}", "JSON expected: "),
                Arguments.of("{\"width\":NaN,\"height\":1}", "JSON expected: "),
                Arguments.of("{\"width\":224}", "the preprocessing recipe has no 'height'"),
                Arguments.of(
                        size("\"std_dev\":[1]"),
                        "unknown key 'std_dev' in the preprocessing recipe; the keys are [channels, height, layout, mean, resize, scale, shorterSide, std, type, width]"),
                Arguments.of("{\"width\":\"224\",\"height\":1}", "width: a number expected, got \"224\""),
                Arguments.of("{\"width\":2.5,\"height\":1}", "width: a whole number expected, got 2.5"),
                Arguments.of("{\"width\":1e10,\"height\":1}", "width: a whole number expected, got 1e10"),
                Arguments.of("{\"width\":0,\"height\":1}", "width: 1 to 16384 pixels expected, got 0"),
                Arguments.of(
                        size("\"resize\":\"zoom\""),
                        "resize: one of [stretch, crop, letterbox] expected, got \"zoom\""),
                Arguments.of(size("\"resize\":1"), "resize: one of [stretch, crop, letterbox] expected, got 1"),
                Arguments.of(
                        size("\"resize\":[\"crop\"]"),
                        "resize: one of [stretch, crop, letterbox] expected, got [\"crop\"]"),
                Arguments.of(size("\"shorterSide\":true"), "shorterSide: a number expected, got true"),
                Arguments.of(size("\"shorterSide\":0"), "shorterSide: 1 to 16384 pixels expected, got 0"),
                Arguments.of(
                        size("\"resize\":\"crop\",\"shorterSide\":2"),
                        "a shorterSide of at least 4 expected to cut 4 × 3 from it, got 2"),
                Arguments.of(size("\"channels\":\"RGBA\""), "channels: one of [RGB, BGR, GRAY] expected, got \"RGBA\""),
                Arguments.of(size("\"scale\":null"), "scale: a number expected, got null"),
                Arguments.of(size("\"scale\":-1"), "a positive, finite scale expected, got -1.0"),
                Arguments.of(size("\"scale\":1e999"), "a positive, finite scale expected, got Infinity"),
                Arguments.of(size("\"mean\":0.5"), "mean: an array of numbers expected, got 0.5"),
                Arguments.of(size("\"mean\":[]"), "mean: an array of numbers expected, got []"),
                Arguments.of(size("\"mean\":[1,\"2\",3]"), "mean: a number expected, got \"2\""),
                Arguments.of(size("\"mean\":[1,2]"), "mean: 3 values expected for RGB, got [1.0, 2.0]"),
                Arguments.of(size("\"mean\":[1e39,2,3]"), "a finite mean expected, got [Infinity, 2.0, 3.0]"),
                Arguments.of(size("\"std\":[1,0,1]"), "a positive, finite std expected, got [1.0, 0.0, 1.0]"),
                Arguments.of(size("\"std\":{}"), "std: an array of numbers expected, got {}"),
                Arguments.of(size("\"layout\":\"CHWN\""), "layout: one of [NCHW, NHWC] expected, got \"CHWN\""),
                Arguments.of(
                        size("\"type\":\"int8\""), "type: one of [float32, float16, uint8] expected, got \"int8\""));
    }

    private static String size(String rest) {
        return "{\"width\":4,\"height\":3," + rest + "}";
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("mistakes")
    void aMistakeIsNamed(String json, String message) {
        assertThatThrownBy(() -> Preprocessing.fromJson(json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
