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
    private PillowResize() {}

    /**
     * Returns the picture in its new size.
     *
     * @param pixels row-major 0x00RRGGBB, width · height of them; not changed
     * @param newWidth at least 1
     * @param newHeight at least 1
     */
    public static int[] bilinear(int[] pixels, int width, int height, int newWidth, int newHeight) {
        int[] narrowed = newWidth == width ? pixels : columns(pixels, width, height, newWidth);
        return newHeight == height ? narrowed.clone() : rows(narrowed, newWidth, height, newHeight);
    }

    private static int[] columns(int[] pixels, int width, int height, int newWidth) {
        PillowTaps taps = PillowTaps.bilinear(width, newWidth);
        int[] result = new int[Math.multiplyExact(newWidth, height)];
        IntStream.range(0, height).parallel().forEach(y -> {
            for (int x = 0; x < newWidth; x++) {
                result[y * newWidth + x] = taps.blend(pixels, y * width, 1, x);
            }
        });
        return result;
    }

    private static int[] rows(int[] pixels, int width, int height, int newHeight) {
        PillowTaps taps = PillowTaps.bilinear(height, newHeight);
        int[] result = new int[Math.multiplyExact(width, newHeight)];
        IntStream.range(0, newHeight).parallel().forEach(y -> {
            for (int x = 0; x < width; x++) {
                result[y * width + x] = taps.blend(pixels, x, width, y);
            }
        });
        return result;
    }
}
