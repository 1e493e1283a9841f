package io.cam4j.method;

/** Places as points in a space of C dimensions, about their mean. */
final class Projection {
    private static final int MOST_PLACES = 4096; // a matrix of 134 MB

    private Projection() {}

    /** A number for each channel and place. */
    @FunctionalInterface
    interface Values {
        double at(int channel, int place);
    }

    /** Returns the places' first principal component, shape [P], its sign as it comes. */
    static float[] first(int channels, int places, Values values) {
        double[] x = centered(channels, places, values);
        if (places <= channels) { // X Xᵀ u = σ² u, and X v = σ u
            Eigenvector u = Eigenvector.largest(products(x, channels, places), places);
            return Rows.floats(u.scaled(Math.sqrt(Math.max(u.value(), 0))));
        }
        double[] v = Eigenvector.largest(products(transposed(x, channels, places), places, channels), channels)
                .scaled(1);
        double[] map = new double[places];
        for (int k = 0; k < channels; k++) {
            add(v[k], x, k * places, map, 0, places);
        }
        return Rows.floats(map);
    }

    /**
     * Returns the places' scalar products ⟨x_i, x_j⟩ about their mean, shape [P, P].
     *
     * @throws IllegalArgumentException if there are too many places
     */
    static double[] products(int channels, int places, Values values) {
        if (places > MOST_PLACES) {
            throw new IllegalArgumentException(
                    "a feature map of at most %d places expected, got %d".formatted(MOST_PLACES, places));
        }
        return products(centered(channels, places, values), channels, places);
    }

    /** Returns the values less each channel's mean, [C, P]. */
    private static double[] centered(int channels, int places, Values values) {
        double[] x = new double[Math.multiplyExact(channels, places)];
        for (int k = 0; k < channels; k++) {
            double mean = 0;
            for (int p = 0; p < places; p++) {
                x[k * places + p] = values.at(k, p);
                mean += x[k * places + p];
            }
            mean /= places;
            for (int p = 0; p < places; p++) {
                x[k * places + p] -= mean;
            }
        }
        return x;
    }

    /* Row by row of x, so that the inner loop runs along memory and the compiler vectorizes it. */
    private static double[] products(double[] x, int rows, int columns) {
        double[] products = new double[Math.multiplyExact(columns, columns)];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < columns; i++) {
                double factor = x[row * columns + i];
                if (factor != 0) {
                    add(factor, x, row * columns + i, products, i * columns + i, columns - i);
                }
            }
        }
        for (int i = 0; i < columns; i++) {
            for (int j = 0; j < i; j++) {
                products[i * columns + j] = products[j * columns + i];
            }
        }
        return products;
    }

    private static double[] transposed(double[] x, int rows, int columns) {
        double[] result = new double[x.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                result[column * rows + row] = x[row * columns + column];
            }
        }
        return result;
    }

    private static void add(double factor, double[] from, int fromAt, double[] to, int toAt, int count) {
        for (int i = 0; i < count; i++) {
            to[toAt + i] += factor * from[fromAt + i];
        }
    }
}
