package io.cam4j.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.Explanation;
import io.cam4j.render.files.ImageFiles;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SheetTest {
    private static final int BAR = 0x2563eb;

    @ParameterizedTest
    @CsvSource({"640, 480", "480, 640", "3000, 40", "1, 1"})
    void picturesOfAnyShapeGetASheetWithRoomForAll(int width, int height) throws IOException {
        BufferedImage photo = Explained.photo(width, height);

        BufferedImage sheet = Sheet.of(Overlay.jet()).topK(photo, Explained.of(photo));

        assertThat(sheet.getWidth()).isGreaterThanOrEqualTo(4 * 120 + 5 * 12);
        assertThat(sheet.getHeight()).isBetween(56, 400);
        ImageFiles.write(sheet, Path.of("target", "sheet-%dx%d.png".formatted(width, height)));
    }

    @Test
    void theBarsLengthIsTheProbability() {
        BufferedImage photo = Explained.photo(240, 240);
        Explanation explanation = Explained.of(photo);

        BufferedImage sheet = Sheet.of(Overlay.jet()).topK(photo, explanation);

        int secondColumn = 12 + 240 + 12;
        int y = 12 + 240 + 9;
        int length = 0;
        while ((sheet.getRGB(secondColumn + length, y) & 0xffffff) == BAR) {
            length++;
        }
        assertThat(length).isEqualTo(Math.round(240 * explanation.top().probability()));
    }

    @Test
    void smallPicturesAreEnlargedAndLargeOnesShrunkToOneSize() {
        BufferedImage small = Thumbnails.fit(Explained.photo(10, 5), 240);
        BufferedImage large = Thumbnails.fit(Explained.photo(1000, 500), 240);

        assertThat(small.getWidth()).isEqualTo(large.getWidth()).isEqualTo(240);
        assertThat(small.getHeight()).isEqualTo(large.getHeight()).isEqualTo(120);
    }
}
