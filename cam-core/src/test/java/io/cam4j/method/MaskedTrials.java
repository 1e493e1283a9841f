package io.cam4j.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A picture of one channel, [9, 13], features [4, 3, 5] of which the channels 1 and 3 are flat, and a network of three classes
 * that is not linear: y_c = a_c · x + (b_c · x)². Keeps the masks it was given.
 */
final class MaskedTrials implements Trials {
    static final int ROWS = 9;
    static final int COLUMNS = 13;
    static final int CHANNELS = 4;
    static final int MAP_ROWS = 3;
    static final int MAP_COLUMNS = 5;
    static final int CLASSES = 3;

    final double[][] cells = new double[CHANNELS][MAP_ROWS * MAP_COLUMNS];
    final List<double[]> masks = new ArrayList<>();
    private final double[] picture = new double[ROWS * COLUMNS];
    private final double[][] a = new double[CLASSES][ROWS * COLUMNS];
    private final double[][] b = new double[CLASSES][ROWS * COLUMNS];

    MaskedTrials() {
        SplittableRandom random = new SplittableRandom(20240612);
        fill(picture, random);
        for (int c = 0; c < CLASSES; c++) {
            fill(a[c], random);
            fill(b[c], random);
        }
        for (int k = 0; k < CHANNELS; k++) {
            fill(cells[k], random);
            for (int p = 0; p < cells[k].length; p++) {
                cells[k][p] = (float) (k % 2 == 1 ? k : 3 * cells[k][p]);
            }
        }
    }

    private static void fill(double[] values, SplittableRandom random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextDouble(-0.3, 0.3);
        }
    }

    /** Returns the logits of the picture seen through a mask. */
    double[] logits(double... mask) {
        double[] logits = new double[CLASSES];
        for (int c = 0; c < CLASSES; c++) {
            double ofB = 0;
            for (int p = 0; p < mask.length; p++) {
                logits[c] += a[c][p] * picture[p] * mask[p];
                ofB += b[c][p] * picture[p] * mask[p];
            }
            logits[c] += ofB * ofB;
        }
        return logits;
    }

    @Override
    public Features features() {
        float[] values = new float[CHANNELS * MAP_ROWS * MAP_COLUMNS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) cells[i / (MAP_ROWS * MAP_COLUMNS)][i % (MAP_ROWS * MAP_COLUMNS)];
        }
        return Features.of(CHANNELS, MAP_ROWS, MAP_COLUMNS, values);
    }

    @Override
    public float[] logits() {
        double[] everything = new double[ROWS * COLUMNS];
        Arrays.fill(everything, 1);
        return Rows.floats(logits(everything));
    }

    @Override
    public int[] classes() {
        return new int[] {2, 0};
    }

    @Override
    public int inputHeight() {
        return ROWS;
    }

    @Override
    public int inputWidth() {
        return COLUMNS;
    }

    @Override
    public double probability(float[] logits, int index) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit);
        }
        return Math.exp(logits[index]) / sum;
    }

    @Override
    public void images(int count, Change changes, Scores scores) {
        for (int trial = 0; trial < count; trial++) {
            float[] mask = new float[ROWS * COLUMNS];
            Arrays.fill(mask, Float.NaN); // all of it is to be written
            changes.write(trial, mask);
            double[] kept = new double[mask.length];
            for (int p = 0; p < kept.length; p++) {
                kept[p] = mask[p];
            }
            masks.add(kept);
            scores.read(trial, Rows.floats(logits(kept)));
        }
    }

    @Override
    public void features(int count, Change changes, Scores scores) {
        throw new IllegalStateException("trials of images expected");
    }
}
