package io.cam4j.heat;

import io.cam4j.ActivationMap;
import io.cam4j.preprocessing.Geometry;
import java.awt.Rectangle;
import java.util.function.DoubleUnaryOperator;

/** Heat by half-pixel bilinear interpolation between the centres of cells, each axis on its own. */
final class BilinearHeat implements HeatSource {
    private final float[] cells; // [height, width] of the map, 0 to 1
    private final int mapWidth;
    private final CellTaps columns;
    private final CellTaps rows;
    private final double least;
    private final double greatest;

    private BilinearHeat(
            ActivationMap map, Geometry geometry, Rectangle seen, double least, double greatest, double flat) {
        cells = map.values();
        for (int i = 0; i < cells.length; i++) {
            cells[i] = (float) (map.isFlat() ? flat : (cells[i] - least) / (greatest - least));
        }
        mapWidth = map.width();
        DoubleUnaryOperator across = x -> geometry.toTensorX(x) / geometry.tensorWidth();
        DoubleUnaryOperator down = y -> geometry.toTensorY(y) / geometry.tensorHeight();
        columns = CellTaps.of(seen.x, seen.width, map.width(), across);
        rows = CellTaps.of(seen.y, seen.height, map.height(), down);
        this.least = least;
        this.greatest = greatest;
    }

    /** From the least value of the map to its greatest. */
    static BilinearHeat minMax(ActivationMap map, Geometry geometry, Rectangle seen) {
        return new BilinearHeat(map, geometry, seen, map.min(), map.max(), 0);
    }

    /** As far below zero as above it, so that zero is in the middle. */
    static BilinearHeat signed(ActivationMap map, Geometry geometry, Rectangle seen) {
        double reach = Math.max(Math.abs((double) map.min()), Math.abs((double) map.max()));
        return new BilinearHeat(map, geometry, seen, -reach, reach, 0.5);
    }

    @Override
    public HeatRows rows() {
        return new Rows();
    }

    @Override
    public double least() {
        return least;
    }

    @Override
    public double greatest() {
        return greatest;
    }

    /** Keeps the two rows of cells it is between, widened to the picture. */
    private final class Rows implements HeatRows {
        private float[] above = new float[columns.size()];
        private float[] below = new float[columns.size()];
        private int cellAbove = -1;
        private int cellBelow = -1;

        @Override
        public void read(int row, float[] heat) {
            moveTo(rows.first(row), rows.second(row));
            blend(above, below, rows.fraction(row), heat);
        }

        private void moveTo(int upper, int lower) {
            if (upper == cellBelow) {
                float[] spare = above;
                above = below;
                below = spare;
                cellBelow = cellAbove;
                cellAbove = upper;
            }
            if (upper != cellAbove) {
                widen(upper, above);
                cellAbove = upper;
            }
            if (lower != cellBelow) {
                widen(lower, below);
                cellBelow = lower;
            }
        }

        private void widen(int cellRow, float[] wide) {
            int from = cellRow * mapWidth;
            for (int x = 0; x < wide.length; x++) {
                float left = cells[from + columns.first(x)];
                float right = cells[from + columns.second(x)];
                wide[x] = left + columns.fraction(x) * (right - left);
            }
        }

        /** Plain arrays from index 0, so that the compiler makes vector instructions of it. */
        private static void blend(float[] above, float[] below, float down, float[] heat) {
            for (int x = 0; x < above.length; x++) {
                heat[x] = 255f * (above[x] + down * (below[x] - above[x]));
            }
        }
    }
}
