package io.cam4j.pixels;

import java.awt.Transparency;
import java.awt.image.BufferedImage;
import java.util.Objects;

/**
 * A picture's rows as opaque 8-bit sRGB, by the rules of {@link SrgbPixels}, each made when it is asked for: a picture
 * of one of the usual kinds is not held a second time. Many threads may read rows at a time, as long as nobody writes to
 * the picture.
 *
 * @implNote Of unusual kinds all pixels are converted once, by the picture's own color model.
 */
public final class SrgbRows {
    private final int width;
    private final int height;
    private final Reader reader;

    private SrgbRows(int width, int height, Reader reader) {
        this.width = width;
        this.height = height;
        this.reader = reader;
    }

    /** Puts one row, width pixels, to its place in an array. */
    interface Reader {
        void read(int y, int[] into, int at);
    }

    /** Returns the rows of any picture. */
    public static SrgbRows of(BufferedImage image) {
        Reader packed = PackedRows.of(image);
        Reader direct = packed == null ? SampleRows.of(image) : packed;
        return direct == null
                ? of(converted(image), image.getWidth(), image.getHeight())
                : new SrgbRows(image.getWidth(), image.getHeight(), direct);
    }

    /**
     * Returns the rows of pixels in memory.
     *
     * @param pixels row-major, one 0x00RRGGBB a pixel, width · height of them; not copied
     */
    public static SrgbRows of(int[] pixels, int width, int height) {
        Objects.checkFromIndexSize(0, Math.multiplyExact(width, height), pixels.length);
        return new SrgbRows(width, height, (y, into, at) -> System.arraycopy(pixels, y * width, into, at, width));
    }

    private static int[] converted(BufferedImage image) {
        int width = image.getWidth();
        int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
        boolean opaque = image.getColorModel().getTransparency() == Transparency.OPAQUE;
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = opaque ? pixels[i] & 0xffffff : White.under(pixels[i]);
        }
        return pixels;
    }

    /** Returns the width in pixels. */
    public int width() {
        return width;
    }

    /** Returns the height in pixels. */
    public int height() {
        return height;
    }

    /**
     * Puts a row into an array, one 0x00RRGGBB a pixel.
     *
     * @param y from 0 to height − 1
     * @param into has room for width values from {@code at} on
     */
    public void read(int y, int[] into, int at) {
        reader.read(y, into, at);
    }
}
