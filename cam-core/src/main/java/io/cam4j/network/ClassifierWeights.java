package io.cam4j.network;

import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * The classifier's weights W, shape [K, C], and bias b, shape [K], as 32-bit floats. Immutable, as long as
 * the buffers it was made of are; thread-safe.
 */
public final class ClassifierWeights {
    private static final int SEEDS_AT_A_TIME = 8;

    private final int classes;
    private final int channels;
    private final IntFunction<FloatBuffer> weights; // of W, each of C values
    private final FloatBuffer bias; // [K]

    private ClassifierWeights(int classes, int channels, long count, IntFunction<FloatBuffer> rows, FloatBuffer bias) {
        int biases = bias.remaining();
        if (classes < 1 || channels < 1 || count != (long) classes * channels || biases != classes) {
            throw new IllegalArgumentException(
                    "weights [K, C] = [%d, %d] and bias [K] expected, got %d weights and %d biases"
                            .formatted(classes, channels, count, biases));
        }
        this.classes = classes;
        this.channels = channels;
        weights = rows;
        this.bias = bias.slice().asReadOnlyBuffer();
    }

    /**
     * Returns weights made of copies of the given arrays.
     *
     * @param weights shape [classes, channels], row-major
     * @param bias shape [classes]
     * @throws IllegalArgumentException if a length does not fit
     */
    public static ClassifierWeights of(int classes, int channels, float[] weights, float[] bias) {
        return of(classes, channels, FloatBuffer.wrap(weights.clone()), FloatBuffer.wrap(bias.clone()));
    }

    /**
     * Returns weights that are read where they stand, in a model's mapped file perhaps. They must not change from now on.
     *
     * @param weights shape [classes, channels], row-major, from position to limit; the position is kept
     * @param bias shape [classes], likewise
     * @throws IllegalArgumentException if a length does not fit
     */
    public static ClassifierWeights of(int classes, int channels, FloatBuffer weights, FloatBuffer bias) {
        FloatBuffer all = weights.slice().asReadOnlyBuffer();
        return new ClassifierWeights(
                classes, channels, all.remaining(), row -> all.slice(row * channels, channels), bias);
    }

    /**
     * Returns weights whose rows are made when they are asked for, of halves perhaps.
     *
     * @param rows for a class, 0 to K − 1, its C values from position to limit; asked by many threads at a time. The buffers
     *     stay the supplier's, which may give one again: they are only read, position and limit are kept, and nothing is
     *     read of them once the call that asked has ended
     * @param bias shape [classes], from position to limit; must not change from now on
     * @throws IllegalArgumentException if a number does not fit
     */
    public static ClassifierWeights of(int classes, int channels, IntFunction<FloatBuffer> rows, FloatBuffer bias) {
        return new ClassifierWeights(classes, channels, (long) classes * channels, rows, bias);
    }

    /** Returns K, the number of rows. */
    public int classes() {
        return classes;
    }

    /** Returns C, the number of weights in a row. */
    public int channels() {
        return channels;
    }

    /**
     * Writes the row of one class at the target's position and advances it by {@link #channels()}.
     *
     * @param index class, 0 to K − 1
     * @param target room for C values
     * @throws IndexOutOfBoundsException if there is no such class
     * @throws IllegalStateException if what makes the rows gives one of another length
     */
    public void putRow(int index, FloatBuffer target) {
        target.put(row(Objects.checkIndex(index, classes)));
    }

    private FloatBuffer row(int index) {
        FloatBuffer row = weights.apply(index).duplicate();
        if (row.remaining() != channels) {
            throw new IllegalStateException("row %d of the weights: %d values from position to limit expected, got %d"
                    .formatted(index, channels, row.remaining()));
        }
        return row;
    }

    /**
     * Pulls seeds back through y = W·a + b: writes Wᵀ·∂t/∂y for each of them, shape [k, C], at the target's position and
     * advances it.
     *
     * @param rows room for k · C values
     * @return for each seed ∂t/∂y·b, in the unit of t, shape [k]
     * @throws IllegalArgumentException if the seeds are not for this many classes
     * @throws IllegalStateException as {@link #putRow}
     */
    public double[] pullBack(Seeds seeds, FloatBuffer rows) {
        seeds.check(classes);
        if (!seeds.isOneHot()) {
            return putSums(seeds, rows);
        }
        double[] offsets = new double[seeds.count()];
        for (int seed = 0; seed < offsets.length; seed++) {
            putRow(seeds.index(seed), rows);
            offsets[seed] = bias(seeds.index(seed));
        }
        return offsets;
    }

    /** Sums in double: a seed may weigh thousands of classes. A few seeds at a time, so that their sums stay at hand. */
    private double[] putSums(Seeds seeds, FloatBuffer rows) {
        double[] offsets = new double[seeds.count()];
        for (int first = 0; first < offsets.length; first += SEEDS_AT_A_TIME) {
            double[][] sums = new double[Math.min(SEEDS_AT_A_TIME, offsets.length - first)][channels];
            addRows(seeds, first, sums, offsets);
            for (double[] sum : sums) {
                for (double value : sum) {
                    rows.put((float) value);
                }
            }
        }
        return offsets;
    }

    /** Reads each row that counts once for some of the seeds, as many as there are sums. */
    private void addRows(Seeds seeds, int first, double[][] sums, double[] offsets) {
        double[] row = new double[channels];
        for (int c = 0; c < classes; c++) {
            boolean read = false;
            for (int i = 0; i < sums.length; i++) {
                double weight = seeds.at(first + i, c);
                if (weight != 0) {
                    if (!read) {
                        widen(row(c), row);
                        read = true;
                    }
                    addScaled(sums[i], weight, row);
                    offsets[first + i] += weight * bias(c);
                }
            }
        }
    }

    private static void widen(FloatBuffer from, double[] row) {
        int first = from.position();
        for (int k = 0; k < row.length; k++) {
            row[k] = from.get(first + k);
        }
    }

    /** Over whole arrays, of which the JVM makes vector instructions. */
    private static void addScaled(double[] sum, double weight, double[] row) {
        for (int k = 0; k < sum.length; k++) {
            sum[k] += weight * row[k];
        }
    }

    /** Returns the bias of one class, in logits. */
    public float bias(int index) {
        return bias.get(index);
    }
}
