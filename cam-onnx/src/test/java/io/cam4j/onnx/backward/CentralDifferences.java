package io.cam4j.onnx.backward;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The slow, obvious way to a gradient: (f(x−2h) − 8f(x−h) + 8f(x+h) − f(x+2h))/12h, of the fourth order in h. */
final class CentralDifferences {
    private CentralDifferences() {}

    /** Returns Σ_c seeds[i, c] · ∂f_c/∂x for each i, row-major. */
    static double[] of(UnaryOperator<double[]> f, double[] x, double[][] seeds, double h) {
        double[] all = new double[seeds.length * x.length];
        for (int j = 0; j < x.length; j++) {
            double[] slope = slope(f, x, j, h);
            for (int i = 0; i < seeds.length; i++) {
                double[] seed = seeds[i];
                all[i * x.length + j] = IntStream.range(0, seed.length)
                        .mapToDouble(c -> seed[c] * slope[c])
                        .sum();
            }
        }
        return all;
    }

    /** Returns by how much the slopes to the right and to the left, over a step of h, differ; row-major. */
    static double[] bend(UnaryOperator<double[]> f, double[] x, double[][] seeds, double h) {
        double[] here = f.apply(x);
        double[] all = new double[seeds.length * x.length];
        for (int j = 0; j < x.length; j++) {
            double[] right = moved(f, x, j, h);
            double[] left = moved(f, x, j, -h);
            for (int i = 0; i < seeds.length; i++) {
                double[] seed = seeds[i];
                all[i * x.length + j] = IntStream.range(0, seed.length)
                                .mapToDouble(c -> seed[c] * (right[c] - 2 * here[c] + left[c]))
                                .sum()
                        / h;
            }
        }
        return all;
    }

    private static double[] slope(UnaryOperator<double[]> f, double[] x, int j, double h) {
        double[] far = difference(f, x, j, 2 * h);
        double[] near = difference(f, x, j, h);
        double[] slope = new double[near.length];
        Arrays.setAll(slope, c -> (8 * near[c] - far[c]) / (12 * h));
        return slope;
    }

    private static double[] difference(UnaryOperator<double[]> f, double[] x, int j, double h) {
        double[] above = moved(f, x, j, h);
        double[] below = moved(f, x, j, -h);
        double[] difference = new double[above.length];
        Arrays.setAll(difference, c -> above[c] - below[c]);
        return difference;
    }

    private static double[] moved(UnaryOperator<double[]> f, double[] x, int j, double h) {
        double[] moved = x.clone();
        moved[j] += h;
        return f.apply(moved);
    }
}
