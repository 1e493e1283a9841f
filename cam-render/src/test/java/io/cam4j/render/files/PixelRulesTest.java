package io.cam4j.render.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.pixels.SrgbPixels;
import io.cam4j.testing.TestPictures;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;

/** What becomes of pixels that are not 8-bit RGB: the values expected are worked out by hand from the stated rules. */
class PixelRulesTest {
    private static int[] pixels(byte[] file) throws IOException {
        return SrgbPixels.of(ImageFiles.read(new ByteArrayInputStream(file), "a"));
    }

    private static byte[] bytes(int... values) {
        return Crafted.withBytes(new byte[values.length], 0, values);
    }

    @Test
    void transparencyIsCompositedOnWhite() throws IOException {
        // opaque; a fifth of the color: 255, 204, 204 + 100 / 5; nothing
        byte[] rows = bytes(0, 1, 2, 3, 255, 255, 0, 100, 51, 9, 9, 9, 0);

        assertThat(pixels(Crafted.png(3, 1, 8, 6, rows))).containsExactly(0x010203, 0xffcce0, 0xffffff);
    }

    @Test
    void aColorThatStandsForTransparencyIsWhite() throws IOException {
        byte[] rgb = Crafted.png(
                2, 1, 8, 2, bytes(0, 10, 20, 30, 10, 20, 31), Crafted.chunk("tRNS", bytes(0, 10, 0, 20, 0, 30)));
        byte[] gray = Crafted.png(2, 1, 8, 0, bytes(0, 7, 8), Crafted.chunk("tRNS", bytes(0, 7)));

        assertThat(pixels(rgb)).containsExactly(0xffffff, 0x0a141f);
        assertThat(pixels(gray)).containsExactly(0xffffff, 0x080808);
    }

    @Test
    void palettesAreLookedUpTransparencyAndAll() throws IOException {
        byte[] file = Crafted.png(
                3,
                1,
                8,
                3,
                bytes(0, 2, 0, 1),
                Crafted.chunk("PLTE", bytes(1, 2, 3, 255, 0, 100, 7, 8, 9)),
                Crafted.chunk("tRNS", bytes(255, 51)));

        assertThat(pixels(file)).containsExactly(0x070809, 0x010203, 0xffcce0);
    }

    @Test
    void of16BitsTheUpper8AreKept() throws IOException {
        byte[] rgb = Crafted.png(1, 1, 16, 2, bytes(0, 0x12, 0xff, 0x34, 0, 0x56, 0x80));
        byte[] gray = Crafted.png(2, 1, 16, 0, bytes(0, 0x80, 0xff, 0, 0xff));
        byte[] clear = Crafted.png(1, 1, 16, 6, bytes(0, 0xff, 0, 0, 0xff, 0x64, 0, 0x33, 0x33));

        assertThat(pixels(rgb)).containsExactly(0x123456);
        assertThat(pixels(gray)).containsExactly(0x808080, 0);
        assertThat(pixels(clear)).containsExactly(0xffcce0);
        assertThat(pixels(tiff(16, 1, bytes(0x80, 0xff, 0, 0xff, 0xff, 0)))).containsExactly(0x808080, 0, 0xffffff);
    }

    @Test
    void grayOfFewBitsIsSpreadOverTheWholeRange() throws IOException {
        assertThat(pixels(Crafted.png(2, 1, 1, 0, bytes(0, 0b01000000)))).containsExactly(0, 0xffffff);
        assertThat(pixels(Crafted.png(4, 1, 2, 0, bytes(0, 0b00011011))))
                .containsExactly(0, 0x555555, 0xaaaaaa, 0xffffff);
        assertThat(pixels(Crafted.png(2, 1, 4, 0, bytes(0, 0x3f)))).containsExactly(0x333333, 0xffffff);
    }

    @Test
    void grayIsTakenAsItIs() throws IOException {
        assertThat(pixels(Crafted.png(3, 1, 8, 0, bytes(0, 1, 100, 200))))
                .containsExactly(0x010101, 0x646464, 0xc8c8c8);
        assertThat(pixels(Crafted.png(2, 1, 8, 4, bytes(0, 100, 255, 100, 51)))).containsExactly(0x646464, 0xe0e0e0);
        BufferedImage gray = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((DataBufferByte) gray.getRaster().getDataBuffer()).getData(), (byte) 100);
        assertThat(pixels(Crafted.encoded(gray, "jpg"))).containsOnly(0x646464);
    }

    @Test
    void ofFloatingPointValues0To1IsBlackToWhite() throws IOException {
        byte[] values = Crafted.bytes(out -> {
            for (float value : new float[] {0, 0.2f, 0.5f, 1, 300, -1, Float.NaN}) {
                out.writeFloat(value);
            }
        });

        assertThat(pixels(tiff(32, 3, values))).containsExactly(0, 0x333333, 0x808080, 0xffffff, 0xffffff, 0, 0);
    }

    /** One row of gray, big-endian. */
    private static byte[] tiff(int bits, int sampleFormat, byte[] row) {
        int[][] tags = {
            {256, 4, 1, row.length * 8 / bits},
            {257, 4, 1, 1},
            {258, 3, 1, bits << 16},
            {259, 3, 1, 1 << 16},
            {262, 3, 1, 1 << 16},
            {273, 4, 1, 8 + 2 + 10 * 12 + 4},
            {277, 3, 1, 1 << 16},
            {278, 4, 1, 1},
            {279, 4, 1, row.length},
            {339, 3, 1, sampleFormat << 16}
        };
        return Crafted.tiff(0, tags, row);
    }

    @Test
    void ofAnAnimationTheFirstFrameIsTaken() throws IOException {
        byte[] gif = sequence("gif", TestPictures.flat(4, 3, 0), TestPictures.flat(4, 3, 255));
        byte[] plain = Crafted.png(1, 1, 8, 0, bytes(0, 50));
        byte[] frame = Crafted.chunk("fdAT", Crafted.join(bytes(0, 0, 0, 1), Crafted.deflated(bytes(0, 99))));
        byte[] animated = Crafted.join(
                Arrays.copyOf(plain, plain.length - 12),
                frame,
                Arrays.copyOfRange(plain, plain.length - 12, plain.length));

        assertThat(pixels(gif)).hasSize(12).containsOnly(0);
        assertThat(pixels(animated)).containsExactly(0x323232);
    }

    @Test
    void ofSeveralPagesTheFirstIsTaken() throws IOException {
        assertThat(pixels(sequence("tif", TestPictures.flat(4, 3, 10), TestPictures.flat(8, 8, 20))))
                .hasSize(12)
                .containsOnly(0x0a0a0a);
    }

    private static byte[] sequence(String format, BufferedImage... pictures) {
        return Crafted.bytes(out -> {
            ImageWriter writer = ImageIO.getImageWritersBySuffix(format).next();
            try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
                writer.setOutput(stream);
                writer.prepareWriteSequence(null);
                for (BufferedImage picture : pictures) {
                    writer.writeToSequence(new IIOImage(picture, null, null), null);
                }
                writer.endWriteSequence();
            }
            writer.dispose();
        });
    }

    @Test
    void aFrameStandsInItsPlaceOnTheScreen() throws IOException {
        byte[] gif = Crafted.encoded(TestPictures.flat(2, 1, 0), "gif");
        byte[] screen = Crafted.withBytes(gif, 6, 3, 0, 2, 0); // 3 × 2
        int image = Crafted.find(screen, 0x2c00, 13);
        byte[] moved = Crafted.withBytes(screen, image + 1, 1, 0, 1, 0); // at 1, 1

        assertThat(pixels(moved)).containsExactly(0xffffff, 0xffffff, 0xffffff, 0xffffff, 0, 0);
    }

    @Test
    void losslessWebpKeepsItsColors() throws IOException {
        assertThat(pixels(Crafted.webp(Crafted.losslessChunk(3, 2, 0xff336699))))
                .hasSize(6)
                .containsOnly(0x336699);
        assertThat(pixels(Crafted.webp(Crafted.losslessChunk(1, 1, 0x33ff0064))))
                .containsExactly(0xffcce0);
    }

    @Test
    void colorsWithAProfileAreConvertedToSrgbAndThoseOfSrgbStay() throws IOException {
        byte[] plain = Crafted.encoded(TestPictures.flat(16, 16, 100), "jpg");
        byte[] srgb = Crafted.withProfile(
                plain, ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData());
        byte[] linear = Crafted.withProfile(
                plain, ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData());

        assertThat(pixels(srgb)).containsOnly(0x646464);
        // sRGB of linear light 100/255 (IEC 61966-2-1): 1.055 · 0.3922^(1/2.4) − 0.055 = 0.6592, 168 of 255
        assertThat(Arrays.stream(pixels(linear)).map(pixel -> pixel & 0xff))
                .allMatch(level -> Math.abs(level - 168) <= 1);
    }

    @Test
    void aBrokenProfileIsNone() throws IOException {
        byte[] plain = Crafted.encoded(TestPictures.flat(16, 16, 100), "jpg");

        assertThat(pixels(Crafted.withProfile(plain, new byte[500]))).containsOnly(0x646464);
    }
}
