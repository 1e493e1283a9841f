package io.cam4j.method;

import java.util.Arrays;
import java.util.SplittableRandom;

/** The greatest eigenvalue of a symmetric matrix and its eigenvector, by the method of Lanczos. */
final class Eigenvector {
    /*
     * Power iteration that keeps its vectors: in the space of x, Mx, M²x, … M is tridiagonal, and the greatest eigenvalue
     * of that small matrix converges much faster than the last vector does (Golub, Van Loan: Matrix Computations, 10.1).
     * Vectors are made orthogonal to all earlier ones, twice; when the space is full it begins anew with its best vector.
     * The start is fixed, so results are the same bits every time.
     */
    private static final int STEPS = 32;
    private static final int RESTARTS = 100;
    private static final double PRECISION = 1e-10; // of the eigenvalue: what M x − λ x may leave

    private final double value;
    private final double[] vector;

    private Eigenvector(double value, double[] vector) {
        this.value = value;
        this.vector = vector;
    }

    /**
     * Returns the pair of the greatest eigenvalue.
     *
     * @param matrix symmetric, [size, size]
     */
    static Eigenvector largest(double[] matrix, int size) {
        double[] start = start(size);
        double value = 0;
        for (int restart = 0; restart < RESTARTS; restart++) {
            Krylov space = new Krylov(matrix, start);
            start = space.best();
            value = space.value();
            if (space.error() <= PRECISION * Math.abs(value)) {
                break;
            }
        }
        return new Eigenvector(value, start);
    }

    private static double[] start(int size) {
        SplittableRandom random = new SplittableRandom(1);
        double[] start = new double[size];
        Arrays.setAll(start, i -> random.nextDouble(-1, 1));
        return start;
    }

    double value() {
        return value;
    }

    /** Returns factor times the eigenvector, which has length 1. */
    double[] scaled(double factor) {
        double[] result = new double[vector.length];
        Arrays.setAll(result, i -> factor * vector[i]);
        return result;
    }

    private static double dot(double[] a, double... b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double factor, double[] from, double... to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += factor * from[i];
        }
    }

    private static double[] normalized(double[] vector, double length) {
        double[] result = new double[vector.length];
        Arrays.setAll(result, i -> vector[i] / length);
        return result;
    }

    /** An orthonormal basis of x, Mx, M²x, … and M in it. */
    private static final class Krylov {
        private final double[] matrix;
        private final double[][] basis;
        private final Tridiagonal small;
        private final double[] weights;
        private double rest; // how far M leads out of the space

        Krylov(double[] matrix, double[] start) {
            this.matrix = matrix;
            int steps = Math.min(STEPS, start.length);
            basis = new double[steps][];
            double[] diagonal = new double[steps];
            double[] beside = new double[steps];
            double[] next = start.clone();
            double length = Math.sqrt(dot(next, next));
            int size = 0;
            double scale = 0;
            while (size < steps && length > 1e-13 * scale) {
                basis[size] = normalized(next, length);
                next = times(basis[size]);
                diagonal[size] = dot(next, basis[size]);
                size++;
                makeOrthogonal(next, size);
                makeOrthogonal(next, size);
                length = Math.sqrt(dot(next, next));
                beside[size - 1] = length;
                scale = Math.max(scale, Math.max(Math.abs(diagonal[size - 1]), length));
            }
            rest = length;
            small = new Tridiagonal(Arrays.copyOf(diagonal, size), beside);
            weights = small.vector();
        }

        private double[] times(double... vector) {
            double[] result = new double[vector.length];
            for (int row = 0; row < vector.length; row++) {
                if (vector[row] != 0) {
                    int from = row * vector.length;
                    for (int i = 0; i < vector.length; i++) {
                        result[i] += vector[row] * matrix[from + i];
                    }
                }
            }
            return result;
        }

        private void makeOrthogonal(double[] vector, int size) {
            for (int i = 0; i < size; i++) {
                add(-dot(vector, basis[i]), basis[i], vector);
            }
        }

        double value() {
            return small.largest();
        }

        double[] best() {
            double[] best = new double[basis[0].length];
            for (int i = 0; i < weights.length; i++) {
                add(weights[i], basis[i], best);
            }
            return best;
        }

        /** Returns the length of M x − λ x for the best vector. */
        double error() {
            return rest * Math.abs(weights[weights.length - 1]);
        }
    }
}
