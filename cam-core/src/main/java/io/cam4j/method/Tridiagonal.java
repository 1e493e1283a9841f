package io.cam4j.method;

import java.util.Arrays;

/** A small symmetric tridiagonal matrix, with nothing below zero beside its diagonal. */
final class Tridiagonal {
    private final double[] diagonal;
    private final double[] beside; // beside[i] stands between i and i + 1
    private final double largest; // a hair above the greatest eigenvalue

    Tridiagonal(double[] diagonal, double[] beside) {
        this.diagonal = diagonal;
        this.beside = beside;
        largest = bisected();
    }

    double largest() {
        return largest;
    }

    /** Halves what lies between the greatest diagonal value and Gershgorin's bound until next to nothing is between. */
    private double bisected() {
        double low = Double.NEGATIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        double scale = 0;
        for (int i = 0; i < diagonal.length; i++) {
            double left = i == 0 ? 0 : beside[i - 1];
            double right = i == diagonal.length - 1 ? 0 : beside[i];
            low = Math.max(low, diagonal[i]);
            high = Math.max(high, diagonal[i] + left + right);
            scale = Math.max(scale, Math.abs(diagonal[i]) + left + right);
        }
        double enough = Math.ulp(scale) + Double.MIN_NORMAL; // what is divided by later must not be 0
        high += 2 * enough;
        while (high - low > enough) {
            double middle = low + (high - low) / 2;
            if (isAboveAll(middle)) {
                high = middle;
            } else {
                low = middle;
            }
        }
        return high;
    }

    /** Whether T − x is negative definite: all pivots of its elimination are below zero. */
    private boolean isAboveAll(double x) {
        double pivot = diagonal[0] - x;
        for (int i = 1; i < diagonal.length && pivot < 0; i++) {
            pivot = diagonal[i] - x - beside[i - 1] * beside[i - 1] / pivot;
        }
        return pivot < 0;
    }

    /**
     * Returns the eigenvector, of length 1, by inverse iteration. T minus a number above all its eigenvalues is negative
     * definite, so elimination needs no exchange of rows; and no value of the vector is below zero (Perron, Frobenius), so
     * the start is not orthogonal to it.
     */
    double[] vector() {
        double[] vector = new double[diagonal.length];
        Arrays.fill(vector, 1);
        for (int round = 0; round < 3; round++) {
            vector = solved(vector);
            double longest = 0;
            for (double value : vector) {
                longest = Math.max(longest, Math.abs(value));
            }
            double sum = 0;
            for (int i = 0; i < vector.length; i++) {
                vector[i] /= longest; // before squaring: it may be huge
                sum += vector[i] * vector[i];
            }
            for (int i = 0; i < vector.length; i++) {
                vector[i] /= Math.sqrt(sum);
            }
        }
        return vector;
    }

    private double[] solved(double... right) {
        int size = diagonal.length;
        double[] pivots = new double[size];
        double[] x = right.clone();
        pivots[0] = diagonal[0] - largest;
        for (int i = 1; i < size; i++) {
            double factor = beside[i - 1] / pivots[i - 1];
            pivots[i] = diagonal[i] - largest - factor * beside[i - 1];
            x[i] -= factor * x[i - 1];
        }
        for (int i = size - 1; i >= 0; i--) {
            x[i] = (x[i] - (i == size - 1 ? 0 : beside[i] * x[i + 1])) / pivots[i];
        }
        return x;
    }
}
