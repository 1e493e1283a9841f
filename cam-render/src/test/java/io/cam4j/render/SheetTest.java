package io.cam4j.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cam4j.ClassActivation;
import io.cam4j.Explanation;
import io.cam4j.Request;
import io.cam4j.method.Methods;
import io.cam4j.preprocessing.Preprocessing;
import io.cam4j.render.files.ImageFiles;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
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

    @Test
    void methodsStandSideBySideARowForEachClass() throws IOException {
        BufferedImage photo = Explained.photo(240, 240);
        Explanation explanation = Explained.of(
                photo,
                Preprocessing.builder(4, 4).build(),
                Request.top(2).by(Methods.cam(), Methods.layerCam(), Methods.fem()));

        BufferedImage sheet = Sheet.of(Overlay.jet()).methods(photo, explanation);

        assertThat(sheet.getWidth()).isEqualTo(12 + 4 * 252);
        assertThat(sheet.getHeight()).isEqualTo(12 + 2 * (240 + 56 + 12));
        assertThat(sheet.getRGB(12 + 100, 12 + 50)).isEqualTo(photo.getRGB(100, 50));
        BufferedImage overlay = Overlay.jet()
                .paint(photo, explanation.by("layer-cam").activations().get(1));
        assertThat(sheet.getRGB(12 + 2 * 252 + 100, 12 + 308 + 50)).isEqualTo(overlay.getRGB(100, 50));
        ImageFiles.write(sheet, Path.of("target", "sheet-methods.png"));
    }

    @Test
    void whatIsNamedStandsSideBySideInTheOrderGiven() {
        BufferedImage photo = Explained.photo(240, 120);
        Explanation explanation = Explained.of(photo);
        Map<String, ClassActivation> named = new LinkedHashMap<>();
        explanation.activations().forEach(activation -> named.put("layer " + activation.rank(), activation));

        BufferedImage sheet = Sheet.of(Overlay.jet()).compare(photo, named);

        assertThat(sheet.getWidth()).isEqualTo(12 + 4 * 252);
        BufferedImage third =
                Overlay.jet().paint(photo, explanation.activations().get(2));
        assertThat(sheet.getRGB(12 + 3 * 252 + 33, 12 + 77)).isEqualTo(third.getRGB(33, 77));
    }

    @Test
    void boxesOfThePhotoLieOnTheSmallPictureToo() {
        BufferedImage photo = Explained.photo(2400, 2400);
        Overlay boxed = Overlay.builder()
                .boxes(List.of(new Rectangle(1000, 1000, 800, 400)))
                .build();

        BufferedImage plain = Sheet.of(Overlay.jet()).topK(photo, Explained.of(photo));
        BufferedImage sheet = Sheet.of(boxed).topK(photo, Explained.of(photo));

        int left = 12 + 252;
        assertThat(sheet.getRGB(left + 101, 12 + 101)).isNotEqualTo(plain.getRGB(left + 101, 12 + 101));
        assertThat(sheet.getRGB(left + 178, 12 + 138)).isNotEqualTo(plain.getRGB(left + 178, 12 + 138));
        assertThat(sheet.getRGB(left + 50, 12 + 50)).isEqualTo(plain.getRGB(left + 50, 12 + 50));
    }

    @Test
    void aPhotoOfAnotherSizeIsRefused() {
        Explanation explanation = Explained.of(Explained.photo(8, 8));
        Sheet sheet = Sheet.of(Overlay.jet());
        BufferedImage other = Explained.photo(9, 8);

        for (ThrowingCallable drawing : List.<ThrowingCallable>of(
                () -> sheet.topK(other, explanation),
                () -> sheet.methods(other, explanation),
                () -> sheet.compare(other, Map.of("a", explanation.top())),
                () -> ContactSheet.of(Overlay.jet()).add(other, explanation, "name"))) {
            assertThatThrownBy(drawing)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the photo that was explained expected, 8 × 8, got one of 9 × 8");
        }
    }

    @Test
    void manyImagesOfAnyShapeFillAContactSheetRowByRow() throws IOException {
        ContactSheet contact = ContactSheet.of(Overlay.jet());
        int[][] sizes = {{640, 480}, {480, 640}, {2000, 30}, {30, 2000}, {1, 1}, {100, 100}, {640, 480}, {640, 480}};
        for (int[] size : sizes) {
            BufferedImage photo = Explained.photo(size[0], size[1]);
            contact.add(
                    photo,
                    Explained.of(photo),
                    "a rather long name of a file, %d × %d.jpg".formatted(size[0], size[1]));
        }

        BufferedImage sheet = contact.draw();

        assertThat(contact.size()).isEqualTo(8);
        assertThat(sheet.getWidth()).isEqualTo(12 + 4 * 192); // √(1.6 · 8) = 3.6
        assertThat(sheet.getHeight()).isEqualTo(12 + 2 * (180 + 56 + 12));
        ImageFiles.write(sheet, Path.of("target", "sheet-contact.png"));
    }

    @Test
    void anEmptyContactSheetIsRefused() {
        assertThatThrownBy(() -> ContactSheet.of(Overlay.jet()).draw())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("one or more images expected, none was added");
    }

    @Test
    void anImageWithoutExplainedClassesStandsThereAsAPlainPhoto() {
        BufferedImage photo = Explained.photo(180, 180);
        Explanation none = Explained.of(photo, Preprocessing.builder(4, 4).build(), Request.above(1));
        ContactSheet contact = ContactSheet.of(Overlay.jet());

        contact.add(photo, none, "nothing");

        assertThat(none.activations()).isEmpty();
        assertThat(contact.draw().getRGB(12 + 90, 12 + 90)).isEqualTo(photo.getRGB(90, 90));
        assertThat(Sheet.of(Overlay.jet()).methods(photo, none).getWidth()).isEqualTo(12 + 252);
    }

    @Test
    void aContactSheetHasAnEnd() {
        BufferedImage photo = Explained.photo(180, 1);
        Explanation explanation = Explained.of(photo);
        ContactSheet contact = ContactSheet.of(Overlay.jet());
        for (int i = 0; i < 1000; i++) {
            contact.add(photo, explanation, "");
        }

        assertThatThrownBy(() -> contact.add(photo, explanation, ""))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a sheet of at most 1000 images expected; begin another one");
    }
}
