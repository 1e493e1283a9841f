package io.cam4j.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Recipes meeting networks. */
class FitToTest {
    private static InputSpec spec(int channels, int height, int width, TensorLayout layout, ElementType type) {
        return new InputSpec(InputSpec.FREE, channels, height, width, layout, type);
    }

    private static final InputSpec SMALL = spec(3, 20, 30, TensorLayout.NCHW, ElementType.FLOAT32);

    @Test
    void aPresetTakesTheNetworksSizeLayoutAndType() {
        Preprocessing fitted = Preprocessing.imageNet().fitTo(spec(3, 20, 30, TensorLayout.NHWC, ElementType.FLOAT16));

        assertThat(fitted.width()).isEqualTo(30);
        assertThat(fitted.height()).isEqualTo(20);
        assertThat(fitted.layout()).isEqualTo(TensorLayout.NHWC);
        assertThat(fitted.type()).isEqualTo(ElementType.FLOAT16);
        assertThat(fitted.mean()).isEqualTo(Preprocessing.imageNet().mean());
        assertThat(fitted.resize()).isEqualTo(Resize.STRETCH);
    }

    @Test
    void aPresetStaysAPresetWhenItIsBent() {
        Preprocessing twice =
                Preprocessing.imageNet().fitTo(SMALL).fitTo(spec(3, 224, 224, TensorLayout.NCHW, ElementType.FLOAT32));

        assertThat(twice).isEqualTo(Preprocessing.imageNet());
    }

    @Test
    void whatTheNetworkLeavesOpenIsTheRecipes() {
        InputSpec free = spec(InputSpec.FREE, InputSpec.FREE, InputSpec.FREE, TensorLayout.NCHW, ElementType.FLOAT32);
        Preprocessing recipe =
                Preprocessing.builder(5, 7).channels(ChannelOrder.GRAY).build();

        assertThat(Preprocessing.caffe().fitTo(free)).isEqualTo(Preprocessing.caffe());
        assertThat(recipe.fitTo(free)).isSameAs(recipe);
    }

    @Test
    void aPresetTurnsGrayForANetworkOfOneChannel() {
        Preprocessing fitted = Preprocessing.caffe().fitTo(spec(1, 224, 224, TensorLayout.NCHW, ElementType.FLOAT32));

        assertThat(fitted.channels()).isEqualTo(ChannelOrder.GRAY);
        assertThat(fitted.mean()).containsExactly((104f + 117f + 123f) / 3);
        assertThat(fitted.std()).containsExactly(1f);
    }

    @Test
    void aNetworkOfBytesGetsThemAsTheyAre() {
        Preprocessing fitted = Preprocessing.imageNet().fitTo(spec(3, 224, 224, TensorLayout.NHWC, ElementType.UINT8));

        assertThat(fitted.scale()).isEqualTo(1);
        assertThat(fitted.mean()).containsExactly(0f, 0f, 0f);
        assertThat(fitted.std()).containsExactly(1f, 1f, 1f);
        assertThat(fitted.type()).isEqualTo(ElementType.UINT8);
    }

    @Test
    void aNetworkOfGrayBytesGetsOneChannelOfThem() {
        Preprocessing fitted = Preprocessing.imageNet().fitTo(spec(1, 224, 224, TensorLayout.NCHW, ElementType.UINT8));

        assertThat(fitted.channels()).isEqualTo(ChannelOrder.GRAY);
        assertThat(fitted.scale()).isEqualTo(1);
        assertThat(fitted.mean()).containsExactly(0f);
    }

    static Stream<Arguments> disagreements() {
        return Stream.of(
                Arguments.of(
                        spec(3, 20, 31, TensorLayout.NCHW, ElementType.FLOAT32),
                        "31 × 20 pixels, 3 channels, NCHW, float32"),
                Arguments.of(
                        spec(1, 20, 30, TensorLayout.NCHW, ElementType.FLOAT32),
                        "30 × 20 pixels, 1 channels, NCHW, float32"),
                Arguments.of(
                        spec(3, 20, 30, TensorLayout.NHWC, ElementType.FLOAT32),
                        "30 × 20 pixels, 3 channels, NHWC, float32"),
                Arguments.of(
                        spec(3, 20, 30, TensorLayout.NCHW, ElementType.UINT8),
                        "30 × 20 pixels, 3 channels, NCHW, uint8"));
    }

    @ParameterizedTest(name = "a recipe of 30 × 20 for a network of {1}")
    @MethodSource("disagreements")
    void anExplicitRecipeThatDisagreesIsRefused(InputSpec input, String wanted) {
        Preprocessing recipe = Preprocessing.builder(30, 20).build();

        assertThatThrownBy(() -> recipe.fitTo(input))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "a recipe that suits the model expected: the model wants " + wanted
                                + ", the recipe makes 30 × 20 pixels, 3 channels, NCHW, float32. Change the recipe, or use a preset, which adapts.");
    }

    @Test
    void aGrayRecipeForANetworkOfThreeChannelsIsRefused() {
        Preprocessing recipe =
                Preprocessing.builder(30, 20).channels(ChannelOrder.GRAY).build();

        assertThatThrownBy(() -> recipe.fitTo(SMALL))
                .hasMessageContaining("the model wants 30 × 20 pixels, 3 channels")
                .hasMessageContaining("the recipe makes 30 × 20 pixels, 1 channels");
    }

    static Stream<Preprocessing> suitable() {
        return Stream.of(
                Preprocessing.builder(30, 20).build(),
                Preprocessing.builder(30, 20).crop(40).build(),
                Preprocessing.builder(30, 20).resize(Resize.LETTERBOX).build(),
                Preprocessing.builder(30, 20).channels(ChannelOrder.BGR).build(),
                Preprocessing.builder(30, 20).crop(10).resize(Resize.STRETCH).build(),
                Preprocessing.fromJson(
                        "{\"width\": 30, \"height\": 20, \"resize\": \"stretch\", \"shorterSide\": 10}"));
    }

    @ParameterizedTest
    @MethodSource("suitable")
    void anExplicitRecipeThatSuitsIsTakenAsItIs(Preprocessing recipe) {
        assertThat(recipe.fitTo(SMALL)).isSameAs(recipe);
    }

    @Test
    void aPresetThatWasChangedIsNoPresetAnyMore() {
        Preprocessing changed = Preprocessing.imageNet().toBuilder().crop(256).build();

        assertThatThrownBy(() -> changed.fitTo(SMALL)).isInstanceOf(IllegalArgumentException.class);
    }
}
