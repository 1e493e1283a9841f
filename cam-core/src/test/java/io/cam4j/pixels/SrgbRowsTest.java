package io.cam4j.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.SampleModel;
import java.awt.image.WritableRaster;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SrgbRowsTest {
    private static final ColorSpace SRGB = ColorSpace.getInstance(ColorSpace.CS_sRGB);

    @ParameterizedTest(name = "rows of type {0} hold the colors the JDK's own conversion gives")
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_USHORT_555_RGB,
                BufferedImage.TYPE_BYTE_BINARY,
                BufferedImage.TYPE_BYTE_INDEXED
            })
    void opaqueRowsHoldTheColors(int type) {
        BufferedImage image = noise(type);

        assertThat(rows(image)).isEqualTo(colors(image));
        assertThat(rows(image.getSubimage(3, 2, 5, 4)))
                .as("of a part of it")
                .isEqualTo(colors(image.getSubimage(3, 2, 5, 4)));
        assertThat(rows(image.getSubimage(12, 8, 1, 1)))
                .as("of its last pixel")
                .isEqualTo(colors(image.getSubimage(12, 8, 1, 1)));
    }

    private static int[] colors(BufferedImage image) {
        int width = image.getWidth();
        int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        return Arrays.stream(pixels).map(pixel -> pixel & 0xffffff).toArray();
    }

    @ParameterizedTest(name = "rows of type {0} show white through what is transparent")
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_INT_ARGB_PRE,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_4BYTE_ABGR_PRE
            })
    void transparentRowsShowWhite(int type) {
        BufferedImage image = noise(type);

        assertThat(rows(image)).isEqualTo(onWhite(image));
        assertThat(rows(image.getSubimage(3, 2, 5, 4))).isEqualTo(onWhite(image.getSubimage(3, 2, 5, 4)));
    }

    /* In double, by the definition of the "over" operator. */
    private static int[] onWhite(BufferedImage image) {
        int width = image.getWidth();
        int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        return Arrays.stream(pixels)
                .map(pixel -> IntStream.of(16, 8, 0)
                        .map(shift -> over((pixel >> shift) & 0xff, pixel >>> 24) << shift)
                        .sum())
                .toArray();
    }

    private static int over(int value, int alpha) {
        double opacity = alpha / 255.0;
        return (int) Math.floor(value * opacity + 255 * (1 - opacity) + 0.5 - 1e-9);
    }

    private static BufferedImage noise(int type) {
        BufferedImage image = new BufferedImage(13, 9, type);
        SplittableRandom random = new SplittableRandom(type);
        for (int y = 0; y < 9; y++) {
            for (int x = 0; x < 13; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        return image;
    }

    private static int[] rows(BufferedImage image) {
        SrgbRows rows = SrgbRows.of(image);
        assertThat(rows.width()).isEqualTo(image.getWidth());
        assertThat(rows.height()).isEqualTo(image.getHeight());
        int[] pixels = new int[rows.width() * rows.height()];
        for (int y = rows.height() - 1; y >= 0; y--) {
            rows.read(y, pixels, y * rows.width());
        }
        return pixels;
    }

    /* Two rows of two pixels: 010203 040506 / 070809 0a0b0c. */
    @ParameterizedTest(name = "bytes a pixel {0}, a row {1}, red, green and blue at {2} {3} {4}")
    @CsvSource({
        "3, 6, 0, 1, 2, 01 02 03 04 05 06 07 08 09 0a 0b 0c",
        "3, 6, 2, 1, 0, 03 02 01 06 05 04 09 08 07 0c 0b 0a",
        "3, 7, 3, 2, 1, 00 03 02 01 06 05 04 00 09 08 07 0c 0b 0a",
        "4, 8, 0, 1, 2, 01 02 03 00 04 05 06 00 07 08 09 00 0a 0b 0c 00",
        "1, 6, 0, 2, 4, 01 04 02 05 03 06 07 0a 08 0b 09 0c"
    })
    void bytesMayStandInAnyOrder(int step, int stride, int red, int green, int blue, String bytes) {
        byte[] values = new byte[bytes.split(" ", -1).length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Byte.parseByte(bytes.substring(3 * i, 3 * i + 2), 16);
        }
        SampleModel samples =
                new ComponentSampleModel(DataBuffer.TYPE_BYTE, 2, 2, step, stride, new int[] {red, green, blue});
        WritableRaster raster = Raster.createWritableRaster(samples, new DataBufferByte(values, values.length), null);
        ComponentColorModel model =
                new ComponentColorModel(SRGB, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);

        assertThat(rows(new BufferedImage(model, raster, false, null)))
                .containsExactly(0x010203, 0x040506, 0x070809, 0x0a0b0c);
    }

    @Test
    void channelsMayStandInArraysOfTheirOwn() {
        WritableRaster raster = Raster.createBandedRaster(DataBuffer.TYPE_BYTE, 2, 1, 3, null);
        raster.setPixel(0, 0, new int[] {1, 2, 3});
        raster.setPixel(1, 0, new int[] {200, 100, 50});
        ComponentColorModel model =
                new ComponentColorModel(SRGB, false, false, Transparency.OPAQUE, DataBuffer.TYPE_BYTE);

        assertThat(rows(new BufferedImage(model, raster, false, null))).containsExactly(0x010203, 0xc86432);
    }

    @Test
    void of16BitsTheUpperByteIsKept() {
        ComponentColorModel model =
                new ComponentColorModel(SRGB, false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(3, 1);
        raster.setPixel(0, 0, new int[] {0x12ff, 0x3400, 0x5680});
        raster.setPixel(1, 0, new int[] {0xffff, 0x00ff, 0x0100});

        assertThat(rows(new BufferedImage(model, raster, false, null))).containsExactly(0x123456, 0xff0001, 0);
    }

    @Test
    void of16BitsWithTransparencyTheUpperBytesAreCompositedOnWhite() {
        ComponentColorModel model =
                new ComponentColorModel(SRGB, true, false, Transparency.TRANSLUCENT, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(3, 1);
        raster.setPixel(0, 0, new int[] {0x12ff, 0x3400, 0x5680, 0xffff});
        raster.setPixel(1, 0, new int[] {0xff00, 0, 0x6400, 0x3300}); // a fifth of it: 255, 204, 204 + 100 / 5

        assertThat(rows(new BufferedImage(model, raster, false, null))).containsExactly(0x123456, 0xffcce0, 0xffffff);
    }

    @Test
    void of32BitsTheUpperByteIsKept() {
        ComponentColorModel model =
                new ComponentColorModel(SRGB, false, false, Transparency.OPAQUE, DataBuffer.TYPE_INT);
        WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
        raster.setPixel(0, 0, new int[] {0x12ffffff, 0x34000000, 0xfe800000});

        assertThat(rows(new BufferedImage(model, raster, false, null))).containsExactly(0x1234fe);
    }

    @ParameterizedTest(name = "data type {0}")
    @ValueSource(ints = {DataBuffer.TYPE_FLOAT, DataBuffer.TYPE_DOUBLE})
    void fractionsFrom0To1AreBlackToWhite(int dataType) {
        ComponentColorModel gray = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), false, false, Transparency.OPAQUE, dataType);
        WritableRaster raster = gray.createCompatibleWritableRaster(7, 1);
        raster.setSamples(0, 0, 7, 1, 0, new double[] {0, 0.2, 0.5, 1, 7, -3, Double.NaN});
        ComponentColorModel clear = new ComponentColorModel(SRGB, true, false, Transparency.TRANSLUCENT, dataType);
        WritableRaster colors = clear.createCompatibleWritableRaster(1, 1);
        colors.setPixel(0, 0, new double[] {1, 0, 100 / 255.0, 0.2}); // a fifth of it: 255, 204, 204 + 100 / 5

        assertThat(rows(new BufferedImage(gray, raster, false, null)))
                .containsExactly(0, 0x333333, 0x808080, 0xffffff, 0xffffff, 0, 0);
        assertThat(rows(new BufferedImage(clear, colors, false, null))).containsExactly(0xffcce0);
    }

    @Test
    void pixelsInMemoryMustBeEnough() {
        assertThatThrownBy(() -> SrgbRows.of(new int[5], 3, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(SrgbRows.of(new int[6], 3, 2).height()).isEqualTo(2);
    }
}
