package io.cam4j.resampling;

import io.cam4j.pixels.SrgbRows;
import java.awt.Rectangle;
import java.util.stream.IntStream;

/**
 * Pillow's antialiased bilinear resize of 8-bit pictures, which torchvision's {@code Resize} uses for PIL images: equal
 * to it in every bit.
 *
 * @implNote Two passes, each through 8 bits: the width first, then the height, as in Pillow 9 (Pillow 13 takes the
 *     height first where that is cheaper, which changes last bits). Bands of the result are made in parallel, each from
 *     top to bottom; a picture is read once, but for some rows between two bands.
 */
public final class PillowResize {
    private static final int BANDS = 8;

    private PillowResize() {}

    /**
     * Returns the picture in its new size.
     *
     * @param pixels row-major 0x00RRGGBB, width · height of them; not changed
     * @param newWidth at least 1
     * @param newHeight at least 1
     */
    public static int[] bilinear(int[] pixels, int width, int height, int newWidth, int newHeight) {
        return bilinear(SrgbRows.of(pixels, width, height), newWidth, newHeight, new Rectangle(newWidth, newHeight));
    }

    /**
     * Returns a part of the picture in its new size; no other part is computed.
     *
     * @param newWidth of the whole picture, at least 1
     * @param newHeight of the whole picture, at least 1
     * @param part lies within the picture of the new size and is not empty
     * @return row-major 0x00RRGGBB, of the part's size
     */
    public static int[] bilinear(SrgbRows picture, int newWidth, int newHeight, Rectangle part) {
        int[] result = new int[Math.multiplyExact(part.width, part.height)];
        bilinear(
                picture,
                newWidth,
                newHeight,
                part,
                (y, levels) -> putPixels(levels, part.width, result, y * part.width));
        return result;
    }

    /**
     * Writes a row as pixels, one 0x00RRGGBB each.
     *
     * @param levels as {@link RowSink} takes them, [3, width]
     * @param at where the first pixel goes; the array has room for width from there on
     */
    public static void putPixels(int[] levels, int width, int[] pixels, int at) {
        for (int x = 0; x < width; x++) {
            pixels[at + x] = levels[x] << 16 | levels[width + x] << 8 | levels[2 * width + x];
        }
    }

    /**
     * Hands on the rows of a part of the picture in its new size, each once, in any order and on many threads at a time.
     *
     * @param newWidth of the whole picture, at least 1
     * @param newHeight of the whole picture, at least 1
     * @param part lies within the picture of the new size and is not empty
     */
    public static void bilinear(SrgbRows picture, int newWidth, int newHeight, Rectangle part, RowSink sink) {
        PillowTaps columns = PillowTaps.bilinear(picture.width(), newWidth, part.x, part.width);
        PillowTaps rows = PillowTaps.bilinear(picture.height(), newHeight, part.y, part.height);
        PillowRow narrowing = PillowRow.of(columns);
        int band = Math.max(1, part.height / BANDS);
        IntStream.range(0, (part.height + band - 1) / band).parallel().forEach(i -> {
            int end = Math.min(part.height, (i + 1) * band);
            PillowColumns blending = PillowColumns.of(new NarrowedRows(picture, narrowing), part.width, rows, end);
            for (int y = i * band; y < end; y++) {
                sink.take(y, blending.blend(y));
            }
        });
    }

    /** What becomes of the new rows. */
    public interface RowSink {
        /**
         * Takes a row.
         *
         * @param y from the part's upper edge on
         * @param levels 0 to 255, [3, the part's width], the channels in the order red, green, blue; valid during the call
         */
        void take(int y, int[] levels);
    }
}
