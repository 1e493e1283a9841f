package io.cam4j.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SrgbPixelsTest {
    @ParameterizedTest(name = "an opaque picture of type {0} keeps its colours")
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_INT_ARGB_PRE,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_4BYTE_ABGR_PRE
            })
    void opaqueColorsAreKept(int type) {
        BufferedImage image = new BufferedImage(2, 2, type);
        image.setRGB(0, 0, 0xff010203);
        image.setRGB(1, 0, 0xffff8000);
        image.setRGB(0, 1, 0xff00ff80);
        image.setRGB(1, 1, 0xff8000ff);

        assertThat(SrgbPixels.of(image)).containsExactly(0x010203, 0xff8000, 0x00ff80, 0x8000ff);
    }

    @Test
    void pixelsOfFewerBitsAreSpreadOverTheWholeRange() {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_USHORT_565_RGB);
        image.setRGB(0, 0, 0xffffff);
        image.setRGB(1, 0, 0xff0000);

        assertThat(SrgbPixels.of(image)).containsExactly(0xffffff, 0xff0000, 0);
    }

    @Test
    void transparencyIsCompositedOnWhite() {
        BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00123456);
        image.setRGB(1, 0, 0x80000000); // 127 of white is left
        image.setRGB(2, 0, 0x33ff0064); // a fifth of it: 255, 204, 204 + 100 / 5
        image.setRGB(3, 0, 0xff0a0b0c);

        assertThat(SrgbPixels.of(image)).containsExactly(0xffffff, 0x7f7f7f, 0xffcce0, 0x0a0b0c);
        assertThat(image.getRGB(0, 0)).as("the picture given is not changed").isEqualTo(0x00123456);
    }

    @Test
    void grayIsTakenAsItIs() {
        BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        for (int level = 0; level < 256; level++) {
            image.getRaster().setSample(level, 0, 0, level);
        }

        int[] pixels = SrgbPixels.of(image);

        for (int level = 0; level < 256; level++) {
            assertThat(pixels[level]).isEqualTo(level * 0x010101);
        }
    }

    @Test
    void grayOf16BitsKeepsItsUpperByte() {
        BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSamples(0, 0, 4, 1, 0, new int[] {0, 255, 0x80ff, 0xffff});

        assertThat(SrgbPixels.of(image)).containsExactly(0, 0, 0x808080, 0xffffff);
    }

    @ParameterizedTest(name = "gray beside transparency, data type {0}")
    @ValueSource(ints = {DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT})
    void grayWithTransparencyIsTakenAsItIsToo(int dataType) {
        int one = dataType == DataBuffer.TYPE_BYTE ? 1 : 257;
        BufferedImage image = grayWithAlpha(4, dataType);
        image.getRaster().setPixel(0, 0, new int[] {64 * one, 255 * one});
        image.getRaster().setPixel(1, 0, new int[] {200 * one, 255 * one});
        image.getRaster().setPixel(2, 0, new int[] {100 * one, 51 * one}); // 204 of white and 20
        image.getRaster().setPixel(3, 0, new int[] {100 * one, 0});

        assertThat(SrgbPixels.of(image)).containsExactly(0x404040, 0xc8c8c8, 0xe0e0e0, 0xffffff);
    }

    private static BufferedImage grayWithAlpha(int width, int dataType) {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), true, false, Transparency.TRANSLUCENT, dataType);
        WritableRaster raster = model.createCompatibleWritableRaster(width, 1);
        return new BufferedImage(model, raster, false, null);
    }

    @Test
    void palettesAreLookedUp() {
        byte[] reds = {10, 20, (byte) 200};
        byte[] greens = {11, 21, (byte) 201};
        byte[] blues = {12, 22, (byte) 202};
        BufferedImage image = new BufferedImage(
                3, 1, BufferedImage.TYPE_BYTE_INDEXED, new IndexColorModel(8, 3, reds, greens, blues, 1));
        image.getRaster().setSamples(0, 0, 3, 1, 0, new int[] {2, 1, 0});

        assertThat(SrgbPixels.of(image)).containsExactly(0xc8c9ca, 0xffffff, 0x0a0b0c); // entry 1 is transparent
    }

    @Test
    void twoColorsAreBlackAndWhite() {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_BYTE_BINARY);
        image.getRaster().setSample(1, 0, 0, 1);

        assertThat(SrgbPixels.of(image)).containsExactly(0, 0xffffff, 0);
    }

    @ParameterizedTest(name = "a part of a picture of type {0} is that part alone")
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_BYTE_GRAY
            })
    void partsOfPicturesAreThatPartAlone(int type) {
        BufferedImage image = new BufferedImage(4, 3, type);
        for (int y = 0; y < 3; y++) {
            for (int x = 0; x < 4; x++) {
                Object white = image.getColorModel().getDataElements(Color.WHITE.getRGB(), null);
                image.getRaster().setDataElements(x, y, x == 2 && y == 1 ? white : black(image));
            }
        }

        assertThat(SrgbPixels.of(image.getSubimage(1, 1, 3, 2))).containsExactly(0, 0xffffff, 0, 0, 0, 0);
        assertThat(SrgbPixels.of(image.getSubimage(2, 1, 1, 1))).containsExactly(0xffffff);
    }

    private static Object black(BufferedImage image) {
        return image.getColorModel().getDataElements(Color.BLACK.getRGB(), null);
    }

    @Test
    void theArrayIsAlwaysNew() {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);

        SrgbPixels.of(image)[0] = 0xffffff;

        assertThat(SrgbPixels.of(image)).containsExactly(0);
    }

    @Test
    void bitsAboveTheColorsAreDropped() {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        image.getRaster().setDataElements(0, 0, new int[] {0x7f123456});

        assertThat(SrgbPixels.of(image)).containsExactly(0x123456);
    }

    @Test
    void anOpaquePictureStaysTheSameObject() {
        BufferedImage rgb = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        BufferedImage clear = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);

        assertThat(SrgbPixels.opaque(rgb)).isSameAs(rgb);
        assertThat(SrgbPixels.opaque(clear).getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
        assertThat(SrgbPixels.opaque(clear).getRGB(1, 0)).isEqualTo(0xffffffff);
    }

    @Test
    void aPictureHoldsCopiesOfItsPixels() {
        int[] pixels = {1, 2, 3, 4, 5, 6};

        BufferedImage image = SrgbPixels.image(pixels, 3, 2);
        pixels[0] = 99;

        assertThat(SrgbPixels.of(image)).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(image.getWidth()).isEqualTo(3);
    }
}
