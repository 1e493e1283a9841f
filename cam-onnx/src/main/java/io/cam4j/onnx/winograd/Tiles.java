package io.cam4j.onnx.winograd;

import java.util.ArrayList;
import java.util.List;

/**
 * The matrices of F(4×4, 3×3): A. Lavin and S. Gray, "Fast Algorithms for Convolutional Neural Networks", CVPR 2016, section
 * 4.3. A map of h × w with a border of zeros is covered by t = ⌈h/4⌉·⌈w/4⌉ tiles of 4 × 4, and of each tile 36 sums are formed
 * instead of 9 products at 16 places.
 */
record Tiles(int height, int width) {
    /** Sums a tile. */
    static final int SUMS = 36;

    private static final int TILE = 4;
    private static final int POINTS = 6;
    private static final int KERNEL = 3;

    /** Bᵀ, [6, 6]: of six values in a row. */
    private static final double[][] INPUT = {
        {4, 0, -5, 0, 1, 0},
        {0, -4, -4, 1, 1, 0},
        {0, 4, -4, -1, 1, 0},
        {0, -2, -1, 2, 1, 0},
        {0, 2, -1, -2, 1, 0},
        {0, 4, 0, -5, 0, 1}
    };

    /** G, [6, 3]: of three weights in a row. */
    private static final double[][] WEIGHTS = {
        {1 / 4.0, 0, 0},
        {-1 / 6.0, -1 / 6.0, -1 / 6.0},
        {-1 / 6.0, 1 / 6.0, -1 / 6.0},
        {1 / 24.0, 1 / 12.0, 1 / 6.0},
        {1 / 24.0, -1 / 12.0, 1 / 6.0},
        {0, 0, 1}
    };

    /** Aᵀ, [4, 6]: four results in a row. */
    private static final double[][] OUTPUT = {
        {1, 1, 1, 1, 1, 0}, {0, 1, -1, 2, -2, 0}, {0, 1, 1, 4, 4, 0}, {0, 1, -1, 8, -8, 1}
    };

    /** Returns t. */
    int count() {
        return count(height) * count(width);
    }

    private static int count(int places) {
        return (places + TILE - 1) / TILE;
    }

    int places() {
        return height * width;
    }

    /** Returns what forms all sums of a map, shape [36 · t, h · w], row-major. */
    List<Float> input() {
        return crossed((sum, tile, place) -> {
            int at = place - TILE * tile + 1; // the border is one place wide
            return at >= 0 && at < POINTS ? INPUT[sum][at] : 0;
        });
    }

    /** Returns what forms a map of all sums' products, shape [36 · t, h · w], row-major. */
    List<Float> output() {
        return crossed((sum, tile, place) -> {
            int at = place - TILE * tile;
            return at >= 0 && at < TILE ? OUTPUT[at][sum] : 0;
        });
    }

    /** Returns what forms the factors of the sums of 3 × 3 weights, shape [9, 36], row-major. */
    static List<Float> weights() {
        List<Float> matrix = new ArrayList<>();
        for (int weight = 0; weight < KERNEL * KERNEL; weight++) {
            for (int sum = 0; sum < SUMS; sum++) {
                matrix.add((float) (WEIGHTS[sum / POINTS][weight / KERNEL] * WEIGHTS[sum % POINTS][weight % KERNEL]));
            }
        }
        return matrix;
    }

    /** What a place along one axis counts in a sum of a tile. */
    private interface Share {
        double of(int sum, int tile, int place);
    }

    /** Rows are ordered by the sum, along the height and the width, then by the tile. */
    private List<Float> crossed(Share share) {
        List<Float> matrix = new ArrayList<>();
        for (int sum = 0; sum < SUMS; sum++) {
            for (int tile = 0; tile < count(); tile++) {
                for (int place = 0; place < places(); place++) {
                    double vertical = share.of(sum / POINTS, tile / count(width), place / width);
                    double horizontal = share.of(sum % POINTS, tile % count(width), place % width);
                    matrix.add((float) (vertical * horizontal));
                }
            }
        }
        return matrix;
    }
}
