package io.cam4j.render.files;

import io.cam4j.pixels.SrgbRows;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.util.List;
import java.util.stream.IntStream;

/** Which way up a picture is to be shown, after tag 0x0112 of the Exif specification 2.32, section 4.6.4. */
enum Orientation {
    /** 1: as stored. */
    UPRIGHT(false, false, false),
    /** 2: mirrored left to right. */
    MIRRORED(false, true, false),
    /** 3: turned by 180°. */
    TURNED(false, true, true),
    /** 4: mirrored top to bottom. */
    FLIPPED(false, false, true),
    /** 5: rows and columns exchanged. */
    TRANSPOSED(true, false, false),
    /** 6: to be turned clockwise. */
    CLOCKWISE(true, false, true),
    /** 7: rows and columns exchanged along the other diagonal. */
    TRANSVERSE(true, true, true),
    /** 8: to be turned counterclockwise. */
    COUNTERCLOCKWISE(true, true, false);

    private static final int BAND = 64;
    private static final List<Orientation> BY_TAG = List.of(values()); // declared in the order of the tag's values

    private final boolean transposed;
    private final boolean fromRight; // whether the shown x (or, transposed, y) runs against the stored x
    private final boolean fromBelow;

    Orientation(boolean transposed, boolean fromRight, boolean fromBelow) {
        this.transposed = transposed;
        this.fromRight = fromRight;
        this.fromBelow = fromBelow;
    }

    /** Returns the orientation of a tag's value, 1 to 8; upright for any other. */
    static Orientation ofTag(int tag) {
        return tag >= 1 && tag <= BY_TAG.size() ? BY_TAG.get(tag - 1) : UPRIGHT;
    }

    /** Returns whether rows are shown as columns. */
    boolean isTransposed() {
        return transposed;
    }

    /** Returns a stored picture as it is to be shown, of type {@link BufferedImage#TYPE_INT_RGB}. */
    BufferedImage apply(BufferedImage stored) {
        SrgbRows rows = SrgbRows.of(stored);
        int shownWidth = transposed ? rows.height() : rows.width();
        int shownHeight = transposed ? rows.width() : rows.height();
        BufferedImage shown = new BufferedImage(shownWidth, shownHeight, BufferedImage.TYPE_INT_RGB);
        int[] pixels = ((DataBufferInt) shown.getRaster().getDataBuffer()).getData();
        IntStream.range(0, (rows.height() + BAND - 1) / BAND)
                .parallel()
                .forEach(band -> place(rows, band * BAND, pixels));
        return shown;
    }

    /** Puts a band of rows where they are shown; of transposed ones neighbors are written together, a column at a time. */
    private void place(SrgbRows rows, int top, int[] shown) {
        int width = rows.width();
        int height = Math.min(BAND, rows.height() - top);
        int[] band = new int[width * height];
        for (int y = 0; y < height; y++) {
            rows.read(top + y, band, y * width);
        }
        int columnStep = (fromRight ? -1 : 1) * (transposed ? rows.height() : 1); // in shown, for a step to the right
        int rowStep = (fromBelow ? -1 : 1) * (transposed ? 1 : width);
        int at = (fromRight ? -columnStep * (width - 1) : 0)
                + (fromBelow ? -rowStep * (rows.height() - 1) : 0)
                + rowStep * top;
        if (transposed) {
            copy(band, 1, width, width, height, shown, at, columnStep, rowStep);
        } else {
            copy(band, width, 1, height, width, shown, at, rowStep, columnStep);
        }
    }

    private static void copy(
            int[] from,
            int outerStep,
            int innerStep,
            int outer,
            int inner,
            int[] to,
            int at,
            int toOuter,
            int toInner) {
        for (int i = 0; i < outer; i++) {
            int source = i * outerStep;
            int target = at + i * toOuter;
            for (int j = 0; j < inner; j++) {
                to[target] = from[source];
                source += innerStep;
                target += toInner;
            }
        }
    }
}
