package io.cam4j.method;

/** Which way round an eigenvector goes. */
final class Sign {
    private static final double NONE = 1e-3; // a correlation smaller than this decides nothing

    private Sign() {}

    /**
     * Returns the map, turned round if it correlates negatively with the guide; where it does not correlate, so that its
     * greatest value is no smaller than its least is below zero.
     */
    static float[] like(double[] guide, float... map) {
        double correlation = correlation(guide, map);
        if (Math.abs(correlation) < NONE ? least(map) + greatest(map) < 0 : correlation < 0) {
            for (int p = 0; p < map.length; p++) {
                map[p] = 0f - map[p]; // no −0
            }
        }
        return map;
    }

    /** Returns Σ_k A_k(p), shape [P], which correlates as the mean does. */
    static double[] channelMeans(Features features) {
        double[] sums = new double[features.positions()];
        for (int k = 0; k < features.channels(); k++) {
            for (int p = 0; p < sums.length; p++) {
                sums[p] += features.at(k, p);
            }
        }
        return sums;
    }

    /** Pearson's coefficient; 0 where one of the two is flat. */
    private static double correlation(double[] a, float... b) {
        double meanA = 0;
        double meanB = 0;
        for (int p = 0; p < b.length; p++) {
            meanA += a[p] / b.length;
            meanB += (double) b[p] / b.length;
        }
        double both = 0;
        double squaresA = 0;
        double squaresB = 0;
        for (int p = 0; p < b.length; p++) {
            both += (a[p] - meanA) * (b[p] - meanB);
            squaresA += (a[p] - meanA) * (a[p] - meanA);
            squaresB += (b[p] - meanB) * (b[p] - meanB);
        }
        double sizes = Math.sqrt(squaresA) * Math.sqrt(squaresB);
        return sizes > 0 ? both / sizes : 0;
    }

    private static float least(float... map) {
        float least = Float.POSITIVE_INFINITY;
        for (float value : map) {
            least = Math.min(least, value);
        }
        return least;
    }

    private static float greatest(float... map) {
        float greatest = Float.NEGATIVE_INFINITY;
        for (float value : map) {
            greatest = Math.max(greatest, value);
        }
        return greatest;
    }
}
