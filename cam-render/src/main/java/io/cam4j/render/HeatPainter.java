package io.cam4j.render;

import io.cam4j.heat.HeatMap;
import io.cam4j.heat.HeatRows;
import io.cam4j.pixels.SrgbRows;
import io.cam4j.pixels.Strips;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** Heat to pixels in one pass: a row is enlarged, colored and laid on the photo while it is in the cache. */
final class HeatPainter {
    private HeatPainter() {}

    /**
     * Returns the photo with heat over what was seen.
     *
     * @param tints by level: strength in the highest byte, color below it
     */
    static BufferedImage over(BufferedImage photo, HeatMap heat, int[] tints, Blend blend) {
        SrgbRows pixels = SrgbRows.of(photo);
        int width = heat.width();
        Rectangle seen = heat.seen();
        BufferedImage picture = new BufferedImage(width, heat.height(), BufferedImage.TYPE_INT_RGB);
        int[] result = pixelsOf(picture);
        Strips.forEach(heat.height(), width, (from, to) -> {
            TintRows rows = new TintRows(heat, tints);
            int[] under = new int[seen.width];
            int[] strengths = new int[seen.width];
            int[] laid = new int[seen.width];
            for (int y = from; y < to; y++) {
                int at = y * width;
                pixels.read(y, result, at);
                if (y >= seen.y && y < seen.y + seen.height) {
                    System.arraycopy(result, at + seen.x, under, 0, seen.width);
                    blend.lay(rows.read(y - seen.y), under, strengths, laid);
                    System.arraycopy(laid, 0, result, at + seen.x, seen.width);
                }
            }
        });
        return picture;
    }

    /** Returns heat in the given colors by level, 0x00RRGGBB; black where nothing was seen. */
    static BufferedImage alone(HeatMap heat, int[] colors) {
        int width = heat.width();
        Rectangle seen = heat.seen();
        BufferedImage picture = new BufferedImage(width, heat.height(), BufferedImage.TYPE_INT_RGB);
        int[] result = pixelsOf(picture);
        Strips.forEach(seen.height, width, (from, to) -> {
            TintRows rows = new TintRows(heat, colors);
            for (int row = from; row < to; row++) {
                int at = (seen.y + row) * width + seen.x;
                System.arraycopy(rows.read(row), 0, result, at, seen.width);
            }
        });
        return picture;
    }

    private static int[] pixelsOf(BufferedImage picture) {
        return ((DataBufferInt) picture.getRaster().getDataBuffer()).getData();
    }

    /** Rows of tints; the row read is scratch. */
    private static final class TintRows {
        private final HeatRows rows;
        private final int[] tints;
        private final float[] heat;
        private final int[] row;

        TintRows(HeatMap map, int[] tints) {
            rows = map.rows();
            this.tints = tints;
            heat = new float[map.seen().width];
            row = new int[heat.length];
        }

        int[] read(int y) {
            rows.read(y, heat);
            for (int x = 0; x < heat.length; x++) {
                row[x] = tints[HeatRows.level(heat[x])];
            }
            return row;
        }
    }
}
