package io.cam4j.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cam4j.resampling.PillowResize;
import io.cam4j.testing.TestPictures;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The values of pictures that are not stretched, beside a slow twin that asks for each value by itself. */
class PlacedValuesTest {
    private static final int WIDTH = 13;
    private static final int HEIGHT = 11;
    private static final float[] MEAN = {0.4f, -0.3f, 0.2f};
    private static final float[] STD = {0.5f, 0.7f, 0.9f};

    /** A picture, its size when scaled, and where the input's first pixel lies in it. */
    private record Place(Resize resize, int width, int height, int newWidth, int newHeight, int x, int y) {}

    static Stream<Arguments> recipes() {
        return Stream.of(
                        new Place(Resize.LETTERBOX, 31, 17, 13, 7, 0, -2), // 17 · 13 / 31 = 7.1
                        new Place(Resize.LETTERBOX, 17, 31, 6, 11, -4, 0), // 17 · 11 / 31 = 6.03; 3.5 rounds to 4
                        new Place(Resize.LETTERBOX, 5, 3, 13, 8, 0, -2), // enlarged; 1.5 rounds to 2
                        new Place(Resize.CROP, 31, 17, 27, 15, 7, 2), // 15 · 31 / 17 = 27.4
                        new Place(Resize.CROP, 17, 31, 15, 27, 1, 8))
                .flatMap(place -> Stream.of(TensorLayout.values())
                        .flatMap(layout -> Stream.of(ChannelOrder.values())
                                .map(channels -> Arguments.of(place, layout, channels))));
    }

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @MethodSource("recipes")
    void everyValueIsWhereItBelongsAndBlackAroundThePicture(Place place, TensorLayout layout, ChannelOrder order) {
        int count = order.count();
        int[] pixels = TestPictures.noise(place.width, place.width * place.height);
        Preprocessing recipe = Preprocessing.builder(WIDTH, HEIGHT)
                .crop(15)
                .resize(place.resize)
                .layout(layout)
                .channels(order)
                .scale(0.01)
                .mean(Arrays.copyOf(MEAN, count))
                .std(Arrays.copyOf(STD, count))
                .build();

        float[] values = PreprocessingTest.values(recipe.apply(TestPictures.of(place.width, place.height, pixels)));

        int[] scaled = PillowResize.bilinear(pixels, place.width, place.height, place.newWidth, place.newHeight);
        float[] expected = new float[count * HEIGHT * WIDTH];
        for (int channel = 0; channel < count; channel++) {
            for (int y = 0; y < HEIGHT; y++) {
                for (int x = 0; x < WIDTH; x++) {
                    int at = layout == TensorLayout.NCHW
                            ? (channel * HEIGHT + y) * WIDTH + x
                            : (y * WIDTH + x) * count + channel;
                    int level = level(pixel(scaled, place, x, y), order, channel);
                    expected[at] = (float) ((level * 0.01 - MEAN[channel]) / STD[channel]);
                }
            }
        }
        assertThat(values).containsExactly(expected, within(1e-6f));
    }

    private static int pixel(int[] scaled, Place place, int x, int y) {
        int column = x + place.x;
        int row = y + place.y;
        boolean inside = column >= 0 && column < place.newWidth && row >= 0 && row < place.newHeight;
        return inside ? scaled[row * place.newWidth + column] : 0;
    }

    private static int level(int pixel, ChannelOrder order, int channel) {
        int red = pixel >> 16;
        int green = pixel >> 8 & 0xff;
        int blue = pixel & 0xff;
        return switch (order) {
            case RGB -> new int[] {red, green, blue}[channel];
            case BGR -> new int[] {blue, green, red}[channel];
            case GRAY -> (int) Math.floor((red * 19595 + green * 38470 + blue * 7471) / 65536.0 + 0.5);
        };
    }
}
