package io.cam4j.render.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.pixels.SrgbPixels;
import java.awt.image.BufferedImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrientationTest {
    /** Stored as two rows of three: 1 2 3 / 4 5 6. The rows shown, by hand after the Exif specification's figure. */
    @ParameterizedTest
    @CsvSource({
        "1, 3, 1 2 3 4 5 6",
        "2, 3, 3 2 1 6 5 4",
        "3, 3, 6 5 4 3 2 1",
        "4, 3, 4 5 6 1 2 3",
        "5, 2, 1 4 2 5 3 6",
        "6, 2, 4 1 5 2 6 3",
        "7, 2, 6 3 5 2 4 1",
        "8, 2, 3 6 2 5 1 4"
    })
    void everyOrientationIsUndone(int tag, int width, String shown) {
        BufferedImage stored = SrgbPixels.image(new int[] {1, 2, 3, 4, 5, 6}, 3, 2);

        BufferedImage picture = Orientation.ofTag(tag).apply(stored);

        assertThat(picture.getWidth()).isEqualTo(width);
        StringBuilder pixels = new StringBuilder();
        for (int pixel : SrgbPixels.of(picture)) {
            pixels.append(pixel).append(' ');
        }
        assertThat(pixels.toString().strip()).isEqualTo(shown);
    }
}
