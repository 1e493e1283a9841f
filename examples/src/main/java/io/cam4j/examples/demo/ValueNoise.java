package io.cam4j.examples.demo;

/** Smooth noise over the unit square: random values on a lattice, blended between, in three layers. */
final class ValueNoise {
    private static final int LAYERS = 3;
    private static final int EDGE = 128; // lattice points an edge; the finest layer needs fewer

    private final double cells;
    private final double[] lattice = new double[EDGE * EDGE];

    /** @param cells of the coarsest layer along an edge, at most 30 */
    ValueNoise(Dice dice, double cells) {
        this.cells = cells;
        for (int i = 0; i < lattice.length; i++) {
            lattice[i] = dice.unit();
        }
    }

    /** The noise at a point, 0 to 1. */
    double at(double u, double v) {
        double sum = 0;
        double weight = 1;
        double weights = 0;
        double scale = cells;
        for (int layer = 0; layer < LAYERS; layer++) {
            sum += weight * layer(u * scale, v * scale);
            weights += weight;
            weight /= 2;
            scale *= 2;
        }
        return sum / weights;
    }

    private double layer(double x, double y) {
        int column = (int) x;
        int row = (int) y;
        double across = smooth(x - column);
        double down = smooth(y - row);
        double upper = mix(value(column, row), value(column + 1, row), across);
        double lower = mix(value(column, row + 1), value(column + 1, row + 1), across);
        return mix(upper, lower, down);
    }

    private double value(int column, int row) {
        return lattice[row % EDGE * EDGE + column % EDGE];
    }

    private static double mix(double a, double b, double share) {
        return a + share * (b - a);
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }
}
