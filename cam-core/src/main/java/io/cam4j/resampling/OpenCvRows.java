package io.cam4j.resampling;

/**
 * {@link OpenCvResize#plane} row by row, each row from two old ones that are widened once. For one thread at a time;
 * quickest when rows are read in order.
 */
public final class OpenCvRows {
    private final byte[] plane;
    private final int width;
    private final OpenCvTaps columns;
    private final OpenCvTaps rows;
    private int[] above;
    private int[] below;
    private int rowAbove = -1;
    private int rowBelow = -1;

    private OpenCvRows(byte[] plane, int width, int newWidth, OpenCvTaps columns, OpenCvTaps rows) {
        this.plane = plane;
        this.width = width;
        this.columns = columns;
        this.rows = rows;
        above = new int[newWidth];
        below = new int[newWidth];
    }

    /**
     * Returns a reader of the plane in its new size.
     *
     * @param plane row-major, width · height values; not changed, and not to be changed by others
     * @param newWidth at least 1
     * @param newHeight at least 1
     */
    public static OpenCvRows of(byte[] plane, int width, int height, int newWidth, int newHeight) {
        OpenCvTaps columns = OpenCvTaps.columns(width, newWidth);
        return new OpenCvRows(plane, width, newWidth, columns, OpenCvTaps.rows(height, newHeight));
    }

    /**
     * Reads a row.
     *
     * @param row from 0
     * @param levels receives the row's values, 0 to 255
     */
    public void read(int row, int[] levels) {
        moveTo(rows.first(row), rows.second(row));
        rows.join(row, above, below, levels);
    }

    private void moveTo(int upper, int lower) {
        if (upper == rowBelow) {
            int[] spare = above;
            above = below;
            below = spare;
            rowBelow = rowAbove;
            rowAbove = upper;
        }
        if (upper != rowAbove) {
            columns.widen(plane, upper * width, above);
            rowAbove = upper;
        }
        if (lower != rowBelow) {
            columns.widen(plane, lower * width, below);
            rowBelow = lower;
        }
    }
}
