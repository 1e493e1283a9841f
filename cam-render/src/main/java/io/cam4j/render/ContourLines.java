package io.cam4j.render;

import io.cam4j.heat.HeatMap;
import io.cam4j.heat.HeatRows;
import java.awt.Rectangle;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.util.Arrays;

/** Lines of equal heat, by marching squares: where a line crosses the sides of a square is interpolated between corners. */
final class ContourLines {
    /*
     * Corners are numbered clockwise from the upper left, sides too, from the top; a corner at least as hot as the line
     * sets its bit. A square whose hot corners stand crosswise is decided by the mean of the four.
     * Lorensen and Cline, Marching Cubes, SIGGRAPH 1987, in two dimensions.
     */
    private static final int TOP = 0;
    private static final int RIGHT = 1;
    private static final int BOTTOM = 2;
    private static final int LEFT = 3;
    private static final int[][] SIDES = {
        {},
        {LEFT, TOP},
        {TOP, RIGHT},
        {LEFT, RIGHT},
        {RIGHT, BOTTOM},
        {LEFT, TOP, RIGHT, BOTTOM},
        {TOP, BOTTOM},
        {LEFT, BOTTOM},
        {LEFT, BOTTOM},
        {TOP, BOTTOM},
        {TOP, RIGHT, LEFT, BOTTOM},
        {RIGHT, BOTTOM},
        {LEFT, RIGHT},
        {TOP, RIGHT},
        {LEFT, TOP},
        {}
    };
    private static final int CROSSWISE_DOWN = 0b0101;
    private static final int CROSSWISE_UP = 0b1010;
    private static final int SQUARES = 400; // along the longer side; heat is smooth from cell to cell

    private final double value;
    private final Path2D.Double lines = new Path2D.Double();

    private ContourLines(double value) {
        this.value = value;
    }

    /**
     * Returns the lines of one value in the picture's continuous coordinates; pieces of two points each.
     *
     * @param value 0 to 255
     */
    static Path2D of(HeatMap heat, double value) {
        Rectangle seen = heat.seen();
        int step = (Math.max(seen.width, seen.height) + SQUARES - 1) / SQUARES;
        int[] columns = places(seen.width, step);
        int[] rows = places(seen.height, step);
        ContourLines contour = new ContourLines(value);
        HeatRows reader = heat.rows();
        float[] row = new float[seen.width];
        double[] above = new double[columns.length];
        double[] below = new double[columns.length];
        for (int j = 0; j < rows.length; j++) {
            reader.read(rows[j], row);
            double[] spare = above;
            above = below;
            below = spare;
            for (int i = 0; i < columns.length; i++) {
                below[i] = row[columns[i]];
            }
            if (j > 0) {
                contour.addSquares(above, below, columns, rows[j - 1], rows[j]);
            }
        }
        contour.lines.transform(AffineTransform.getTranslateInstance(seen.x + 0.5, seen.y + 0.5));
        return contour.lines;
    }

    /** Every step-th pixel, and the last. */
    private static int[] places(int size, int step) {
        int[] places = new int[(size - 1 + step - 1) / step + 1];
        Arrays.setAll(places, i -> Math.min(i * step, size - 1));
        return places;
    }

    private void addSquares(double[] above, double[] below, int[] columns, int top, int bottom) {
        for (int i = 1; i < columns.length; i++) {
            double[] corners = {above[i - 1], above[i], below[i], below[i - 1]};
            int hot = 0;
            for (int corner = 0; corner < 4; corner++) {
                hot |= corners[corner] >= value ? 1 << corner : 0;
            }
            if ((hot == CROSSWISE_DOWN || hot == CROSSWISE_UP) && mean(corners) >= value) {
                hot ^= 0b1111; // the cold corners are cut off instead
            }
            int[] sides = SIDES[hot];
            for (int side = 0; side < sides.length; side += 2) {
                addLine(corners, sides[side], sides[side + 1], columns[i - 1], columns[i], top, bottom);
            }
        }
    }

    private static double mean(double... corners) {
        return Arrays.stream(corners).sum() / corners.length;
    }

    private void addLine(double[] corners, int from, int to, int left, int right, int top, int bottom) {
        lines.moveTo(x(corners, from, left, right), y(corners, from, top, bottom));
        lines.lineTo(x(corners, to, left, right), y(corners, to, top, bottom));
    }

    private double x(double[] corners, int side, int left, int right) {
        return switch (side) {
            case LEFT -> left;
            case RIGHT -> right;
            case TOP -> left + share(corners[0], corners[1]) * (right - left);
            default -> left + share(corners[3], corners[2]) * (right - left);
        };
    }

    private double y(double[] corners, int side, int top, int bottom) {
        return switch (side) {
            case TOP -> top;
            case BOTTOM -> bottom;
            case LEFT -> top + share(corners[0], corners[3]) * (bottom - top);
            default -> top + share(corners[1], corners[2]) * (bottom - top);
        };
    }

    /** How far the line is from the first corner to the second; one is hot and one is not, so they differ. */
    private double share(double first, double second) {
        return (value - first) / (second - first);
    }
}
