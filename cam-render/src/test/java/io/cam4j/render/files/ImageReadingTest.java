package io.cam4j.render.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cam4j.preprocessing.Preprocessing;
import io.cam4j.preprocessing.Resize;
import io.cam4j.render.Explained;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReadingTest {
    private static BufferedImage read(ImageReading reading, byte[] file) throws IOException {
        return reading.read(new ByteArrayInputStream(file), "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "gif"})
    void ofATruncatedPictureTheRowsBeforeTheCutAreThereIfAskedFor(String format) throws IOException {
        byte[] whole = Crafted.encoded(Explained.photo(64, 256), format);
        byte[] half = Arrays.copyOf(whole, whole.length / 2);

        BufferedImage picture = read(ImageFiles.reading().allowTruncated(), half);

        BufferedImage expected = read(ImageFiles.reading(), whole);
        assertThat(picture.getHeight()).isEqualTo(256);
        assertThat(IntStream.range(0, 256).filter(y -> Arrays.equals(row(picture, y), row(expected, y))))
                .as("rows that are there; a BMP's last come first, a GIF's are interlaced")
                .hasSizeBetween(60, 200);
    }

    private static int[] row(BufferedImage picture, int y) {
        return picture.getRGB(0, y, picture.getWidth(), 1, null, 0, picture.getWidth());
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "gif", "tif"})
    void whereNoPixelIsLeftATruncatedPictureIsRefusedAllTheSame(String format) {
        byte[] whole = Crafted.encoded(Explained.photo(64, 64), format);
        ImageReading reading = ImageFiles.reading().allowTruncated();

        assertThatThrownBy(() -> read(reading, Arrays.copyOf(whole, 20))).isInstanceOf(UnreadableImageException.class);
    }

    @Test
    void aWholePictureIsTheSameWhateverIsAllowed() throws IOException {
        byte[] file = Crafted.encoded(Explained.photo(64, 48), "png");

        assertThat(pixels(read(ImageFiles.reading().allowTruncated(), file)))
                .isEqualTo(pixels(read(ImageFiles.reading(), file)));
    }

    private static int[] pixels(BufferedImage picture) {
        return picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    }

    @ParameterizedTest(name = "{0} × {1} is decoded as {2} × {3}")
    @CsvSource({
        "1000, 700, 333, 233", // every third: twice 112 and a little
        "900, 1000, 225, 250", // 4
        "223, 5000, 223, 5000", // less than twice the width
        "448, 448, 224, 224",
        "447, 448, 447, 448"
    })
    void atLeastTwoPixelsForOneOfTheNetworksAreLeft(int width, int height, int newWidth, int newHeight)
            throws IOException {
        Preprocessing recipe = Preprocessing.builder(112, 112).build();
        byte[] file = Crafted.encoded(Explained.photo(width, height), "png");

        BufferedImage picture = read(ImageFiles.reading().forNetwork(recipe), file);

        assertThat(picture.getWidth()).isEqualTo(newWidth);
        assertThat(picture.getHeight()).isEqualTo(newHeight);
    }

    @Test
    void howManyAreLeftGoesByTheRecipesGeometry() throws IOException {
        byte[] file = Crafted.encoded(Explained.photo(1200, 288), "png");
        Preprocessing crop = Preprocessing.builder(50, 50).crop(60).build();
        Preprocessing letterbox =
                Preprocessing.builder(50, 50).resize(Resize.LETTERBOX).build();

        assertThat(read(ImageFiles.reading().forNetwork(crop), file).getHeight())
                .isEqualTo(144);
        assertThat(read(ImageFiles.reading().forNetwork(letterbox), file).getWidth())
                .isEqualTo(100);
    }

    @ParameterizedTest(name = "orientation {0}")
    @CsvSource({"1, 133", "3, 133", "6, 300", "8, 300"}) // 600 × 400 by 3, 400 × 600 by 2
    void theGeometryIsThatOfTheUprightPicture(int orientation, int height) throws IOException {
        Preprocessing recipe = Preprocessing.builder(100, 50).build();
        byte[] file = Crafted.withSegment(
                Crafted.encoded(Explained.photo(600, 400), "jpg"), 0xffe1, Crafted.exif(orientation));

        BufferedImage picture = read(ImageFiles.reading().forNetwork(recipe), file);

        assertThat(picture.getWidth()).isEqualTo(200);
        assertThat(picture.getHeight()).isEqualTo(height);
    }

    /* A white square whose centre is known, in proportions of the picture. */
    @ParameterizedTest(name = "of a {0}")
    @ValueSource(strings = {"png", "jpg"})
    void whatIsInThePictureStaysInItsPlace(String format) throws IOException {
        BufferedImage photo = new BufferedImage(1013, 759, BufferedImage.TYPE_INT_RGB);
        for (int y = 500; y < 600; y++) {
            for (int x = 700; x < 900; x++) {
                photo.setRGB(x, y, 0xffffff);
            }
        }
        Preprocessing recipe = Preprocessing.builder(100, 70).build();

        BufferedImage picture = read(ImageFiles.reading().forNetwork(recipe), Crafted.encoded(photo, format));

        assertThat(picture.getWidth()).isEqualTo(203); // every fifth of 1013
        double sumX = 0;
        double sumY = 0;
        double count = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                double weight = (picture.getRGB(x, y) & 0xff) / 255.0;
                sumX += weight * (x + 0.5);
                sumY += weight * (y + 0.5);
                count += weight;
            }
        }
        assertThat(sumX / count * 1013 / picture.getWidth()).isCloseTo(800, within(5.0));
        assertThat(sumY / count * 759 / picture.getHeight()).isCloseTo(550, within(5.0));
    }

    @Test
    void smallPicturesAreDecodedInFullForANetworkToo() throws IOException {
        byte[] file = Crafted.encoded(Explained.photo(64, 48), "png");

        assertThat(pixels(read(ImageFiles.reading().forNetwork(Preprocessing.imageNet()), file)))
                .isEqualTo(pixels(read(ImageFiles.reading(), file)));
    }
}
