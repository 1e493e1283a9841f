package io.cam4j.resampling;

import java.util.stream.IntStream;

/**
 * Pillow's antialiased bilinear resize of 8-bit pictures, which torchvision's {@code Resize} uses for PIL images: equal
 * to it in every bit.
 *
 * @implNote Two passes, each through 8 bits: the width first, then the height, as in Pillow 9 (Pillow 13 takes the
 *     height first where that is cheaper, which changes last bits). Cost is in the picture's size times the filter's
 *     width (twice the reduction); rows of each pass run in parallel.
 */
public final class PillowResize {
    private static final int BANDS = 8;
    private static final double MAX_STRIP_PIXELS = 4e6;

    private PillowResize() {}

    /**
     * Returns the picture in its new size.
     *
     * @param pixels row-major 0x00RRGGBB, width · height of them; not changed
     * @param newWidth at least 1
     * @param newHeight at least 1
     */
    public static int[] bilinear(int[] pixels, int width, int height, int newWidth, int newHeight) {
        PillowTaps columns = newWidth == width ? null : PillowTaps.bilinear(width, newWidth);
        if (newHeight == height) {
            return columns == null ? pixels.clone() : narrowed(pixels, width, columns, newWidth, 0, height);
        }
        PillowTaps rows = PillowTaps.bilinear(height, newHeight);
        int[] result = new int[Math.multiplyExact(newWidth, newHeight)];
        int band = bandHeight(newWidth, height, newHeight);
        IntStream.range(0, (newHeight + band - 1) / band).parallel().forEach(i -> {
            int top = i * band;
            int bottom = Math.min(newHeight, top + band);
            int from = rows.first(top);
            int to = rows.end(bottom - 1);
            int[] strip = columns == null ? pixels : narrowed(pixels, width, columns, newWidth, from, to);
            int origin = columns == null ? 0 : from;
            for (int y = top; y < bottom; y++) {
                for (int x = 0; x < newWidth; x++) {
                    result[y * newWidth + x] = rows.blend(strip, x, newWidth, origin, y);
                }
            }
        });
        return result;
    }

    /**
     * Bands of the result are made each from its own strip, so that a picture of any proportions needs little memory in
     * between; where two strips overlap, rows are narrowed twice.
     */
    private static int bandHeight(int newWidth, int height, int newHeight) {
        double rowsOfOne = Math.max(1.0, (double) height / newHeight);
        double affordable = MAX_STRIP_PIXELS / (newWidth * rowsOfOne) - 2;
        int even = newHeight / BANDS;
        return (int) Math.max(1, Math.min(even, affordable));
    }

    private static int[] narrowed(int[] pixels, int width, PillowTaps columns, int newWidth, int from, int to) {
        int[] result = new int[Math.multiplyExact(newWidth, to - from)];
        for (int y = from; y < to; y++) {
            for (int x = 0; x < newWidth; x++) {
                result[(y - from) * newWidth + x] = columns.blend(pixels, y * width, 1, 0, x);
            }
        }
        return result;
    }
}
