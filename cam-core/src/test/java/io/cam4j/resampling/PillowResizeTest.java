package io.cam4j.resampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.pixels.SrgbRows;
import io.cam4j.testing.SharedData;
import io.cam4j.testing.TestPictures;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class PillowResizeTest {
    @Test
    void aPictureOfAnyProportionsNeedsLittleMemoryInBetween() throws Exception {
        int[] tall = new int[3_000_000]; // 224 columns of that do not fit into these tests' 2 GB
        Arrays.fill(tall, 0x123456);

        assertThat(alone(() -> PillowResize.bilinear(tall, 1, tall.length, 224, 224)))
                .containsOnly(0x123456)
                .hasSize(224 * 224);
        assertThat(alone(() -> PillowResize.bilinear(tall, tall.length, 1, 224, 224)))
                .containsOnly(0x123456)
                .hasSize(224 * 224);
    }

    /*
     * Each of six million pixels has a weight of about 0.7 · 2^-22, from 0.47 at the ends to 0.93 in the middle, and 93 % of
     * them round up to 1: together 1.33, so that white would be of level 338.
     */
    @Test
    void weightsThatRoundUpByTheMillionMakeNoWhiteBrighterThanWhite() throws Exception {
        int[] white = new int[6_000_000];
        Arrays.fill(white, 0xffffff);

        assertThat(alone(() -> PillowResize.bilinear(white, white.length, 1, 1, 1)))
                .containsExactly(0xffffff);
        assertThat(alone(() -> PillowResize.bilinear(white, 1, white.length, 1, 1)))
                .containsExactly(0xffffff);
    }

    /** On one thread: where threads share the coverage agent's counters, billions of counts take minutes on some machines. */
    private static int[] alone(Callable<int[]> work) throws Exception {
        ForkJoinPool pool = new ForkJoinPool(1);
        try {
            return pool.submit(work).get();
        } finally {
            pool.shutdown();
        }
    }

    static final List<String> PHOTOS = SharedData.PHOTOS;

    @ParameterizedTest(name = "{0} is resized as Pillow does, in every bit")
    @FieldSource("PHOTOS")
    void photosAreResizedAsPillowDoes(String photo) {
        BufferedImage image = TestPictures.photo(photo);
        BufferedImage expected = TestPictures.read("golden/input/" + photo + "/resized-224.png");

        int[] resized =
                PillowResize.bilinear(TestPictures.pixels(image), image.getWidth(), image.getHeight(), 224, 224);

        assertThat(resized).isEqualTo(TestPictures.pixels(expected));
    }

    /* Expected values: Pillow, Image.resize(…, Image.BILINEAR) of a gray picture. */
    @Test
    void doublingBlendsAsPillowDoes() {
        assertThat(resized(new int[] {0, 255, 100, 30}, 2, 2, 4, 4))
                .containsExactly(0, 64, 191, 255, 25, 69, 155, 199, 75, 78, 84, 86, 100, 83, 48, 30);
    }

    @Test
    void shrinkingAveragesAllThatAPixelStandsFor() {
        int[] levels = new int[35];
        Arrays.setAll(levels, i -> 7 * i);

        assertThat(resized(levels, 7, 5, 3, 2)).containsExactly(55, 70, 85, 153, 168, 183);
        assertThat(resized(new int[] {0, 10, 200, 255}, 4, 1, 2, 1)).containsExactly(33, 196);
    }

    private static int[] resized(int[] levels, int width, int height, int newWidth, int newHeight) {
        int[] gray = Arrays.stream(levels).map(level -> level * 0x010101).toArray();
        int[] resized = PillowResize.bilinear(gray, width, height, newWidth, newHeight);
        assertThat(Arrays.stream(resized)).allMatch(pixel -> pixel == (pixel & 0xff) * 0x010101, "gray stays gray");
        return Arrays.stream(resized).map(pixel -> pixel & 0xff).toArray();
    }

    @ParameterizedTest(name = "{0} × {1} to {2} × {3} has the checksum of what Pillow makes")
    @CsvSource({
        "7, 7, 224, 224, 5ea32d11",
        "13, 13, 61, 40, 8e796f70",
        "80, 80, 80, 40, ad6315cf",
        "80, 60, 40, 30, afcf8000",
        "79, 33, 12, 77, cae50795",
        "1, 50, 9, 3, 20c23a49",
        "50, 1, 3, 9, 97e67782",
        "64, 48, 65, 47, 585e1658",
        "3, 2, 1, 1, 4ae61113"
    })
    void anySizeIsWhatPillowMakes(int width, int height, int newWidth, int newHeight, String checksum) {
        int[] resized = PillowResize.bilinear(pattern(width * height), width, height, newWidth, newHeight);

        assertThat(TestPictures.crc32(resized)).isEqualTo(checksum);
    }

    /*
     * Value v = i·(31·i + 7) of the i-th pixel. The checksums were made from the same values by Pillow in two calls,
     * width first: in one call Pillow 13 resizes the height first where that is cheaper, Pillow 9 never does.
     */
    private static int[] pattern(int count) {
        int[] values = new int[count];
        Arrays.setAll(values, i -> i * (31 * i + 7));
        return values;
    }

    static Stream<Arguments> sizes() {
        SplittableRandom random = new SplittableRandom(7);
        return Stream.generate(() -> Arguments.of(
                        random.nextLong(1_000_000),
                        random.nextInt(1, 90),
                        random.nextInt(1, 90),
                        random.nextInt(1, 90),
                        random.nextInt(1, 90)))
                .limit(80);
    }

    @ParameterizedTest(name = "seed {0}: {1} × {2} to {3} × {4}")
    @MethodSource("sizes")
    void anySizeAgreesWithTheSlowTwin(long seed, int width, int height, int newWidth, int newHeight) {
        int[] pixels = TestPictures.noise(seed, width * height);

        assertThat(PillowResize.bilinear(pixels, width, height, newWidth, newHeight))
                .isEqualTo(slowTwin(pixels, width, height, newWidth, newHeight));
    }

    @ParameterizedTest(name = "seed {0}: {1} × {2} to {3} × {4}")
    @MethodSource("sizes")
    void aPartIsCutFromTheWhole(long seed, int width, int height, int newWidth, int newHeight) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] pixels = TestPictures.noise(seed, width * height);
        Rectangle part = new Rectangle(random.nextInt(newWidth), random.nextInt(newHeight), 0, 0);
        part.width = 1 + random.nextInt(newWidth - part.x);
        part.height = 1 + random.nextInt(newHeight - part.y);
        int[] whole = slowTwin(pixels, width, height, newWidth, newHeight);

        int[] resized = PillowResize.bilinear(SrgbRows.of(pixels, width, height), newWidth, newHeight, part);

        int[] expected = new int[part.width * part.height];
        Arrays.setAll(expected, i -> whole[(part.y + i / part.width) * newWidth + part.x + i % part.width]);
        assertThat(resized).isEqualTo(expected);
    }

    @Test
    void aSizeThatStaysSkipsItsPass() {
        int[] pixels = TestPictures.noise(3, 6 * 4);

        assertThat(PillowResize.bilinear(pixels, 6, 4, 6, 9)).isEqualTo(columnsOf(pixels, 6, 4, 9));
        assertThat(PillowResize.bilinear(pixels, 6, 4, 9, 4)).isEqualTo(rowsOf(pixels, 6, 4, 9));
    }

    @Test
    void theSameSizeGivesTheSamePixelsInANewArray() {
        int[] pixels = TestPictures.noise(4, 6 * 4);
        int[] before = pixels.clone();

        int[] resized = PillowResize.bilinear(pixels, 6, 4, 6, 4);
        assertThat(resized).isEqualTo(before).isNotSameAs(pixels);

        PillowResize.bilinear(pixels, 6, 4, 3, 8);
        assertThat(pixels).as("the picture given is not changed").isEqualTo(before);
    }

    private static int[] slowTwin(int[] pixels, int width, int height, int newWidth, int newHeight) {
        int[] rows = width == newWidth ? pixels : rowsOf(pixels, width, height, newWidth);
        return height == newHeight ? rows : columnsOf(rows, newWidth, height, newHeight);
    }

    private static int[] rowsOf(int[] pixels, int width, int height, int newWidth) {
        int[] result = new int[newWidth * height];
        for (int y = 0; y < height; y++) {
            int[] row = Arrays.copyOfRange(pixels, y * width, (y + 1) * width);
            System.arraycopy(lineOf(row, newWidth), 0, result, y * newWidth, newWidth);
        }
        return result;
    }

    private static int[] columnsOf(int[] pixels, int width, int height, int newHeight) {
        int[] result = new int[width * newHeight];
        for (int x = 0; x < width; x++) {
            int[] column = new int[height];
            for (int y = 0; y < height; y++) {
                column[y] = pixels[y * width + x];
            }
            int[] resized = lineOf(column, newHeight);
            for (int y = 0; y < newHeight; y++) {
                result[y * width + x] = resized[y];
            }
        }
        return result;
    }

    /* Every old pixel is asked for its weight on every new one; the triangle decides, not a range of taps. */
    private static int[] lineOf(int[] line, int newSize) {
        double scale = (double) line.length / newSize;
        double support = Math.max(scale, 1.0);
        int[] result = new int[newSize];
        for (int i = 0; i < newSize; i++) {
            double center = (i + 0.5) * scale;
            double[] weights = new double[line.length];
            double total = 0;
            for (int x = 0; x < line.length; x++) {
                weights[x] = Math.max(0, 1 - Math.abs((x + 0.5 - center) / support));
                total += weights[x];
            }
            for (int shift = 0; shift <= 16; shift += 8) {
                long sum = 1 << 21;
                for (int x = 0; x < line.length; x++) {
                    long weight = (long) (0.5 + weights[x] / total * (1 << 22));
                    sum += weight * ((line[x] >> shift) & 0xff);
                }
                result[i] |= (int) Math.max(0, Math.min(255, sum >> 22)) << shift;
            }
        }
        return result;
    }
}
