package io.cam4j;

import io.cam4j.method.Features;
import io.cam4j.method.Trials;
import io.cam4j.network.LayerOutput;
import io.cam4j.network.Network;
import io.cam4j.network.NetworkOutput;
import io.cam4j.preprocessing.InputSpec;
import io.cam4j.preprocessing.InputTensor;
import java.util.concurrent.CancellationException;

/** Trials of one image at one layer, in batches. For one thread, while the run's output is open. */
final class TrialRuns implements Trials {
    private static final int MOST_TRIALS = 16; // a batch; more bring nothing on a CPU
    private static final int MOST_VALUES = 4 << 20; // of what a batch runs on, 16 MB

    private final Network network;
    private final LayerOutput output;
    private final InputTensor input;
    private final TrialWatcher watcher;
    private final float[] logits;
    private final int[] classes;
    private final int layer;
    private final Features features;

    TrialRuns(
            Network network,
            LayerOutput output,
            InputTensor input,
            TrialWatcher watcher,
            float[] logits,
            int[] classes,
            int layer,
            Features features) {
        this.network = network;
        this.output = output;
        this.input = input;
        this.watcher = watcher;
        this.logits = logits;
        this.classes = classes;
        this.layer = layer;
        this.features = features;
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public float[] logits() {
        return logits.clone();
    }

    @Override
    public int[] classes() {
        return classes.clone();
    }

    @Override
    public int inputHeight() {
        return input.height();
    }

    @Override
    public int inputWidth() {
        return input.width();
    }

    @Override
    public double probability(float[] ofTrial, int index) {
        return io.cam4j.Scores.probabilities(ofTrial, network.head().scores())[index];
    }

    @Override
    public void images(int count, Change masks, Scores scores) {
        int pixels = input.height() * input.width();
        int step = batch(pixels * input.channels());
        inBatches(count, step, new float[pixels], masks, scores, (n, values) -> {
            InputTensor masked = input.masked(n, values);
            int fixed = network.input().batch();
            try (NetworkOutput run = network.run(fixed == InputSpec.FREE ? masked : masked.padTo(fixed))) {
                float[] all = new float[n * logits.length];
                run.logits().get(all);
                return all;
            }
        });
    }

    @Override
    public void features(int count, Change changes, Scores scores) {
        float[] unchanged = features.values();
        inBatches(
                count,
                batch(unchanged.length),
                unchanged,
                changes,
                scores,
                (n, values) -> output.scores(layer, n, values));
    }

    /** How many trials of a size a batch has; a network of a fixed batch has that many. */
    private int batch(int values) {
        int fixed = network.input().batch();
        return fixed == InputSpec.FREE ? Math.max(1, Math.min(MOST_TRIALS, MOST_VALUES / values)) : fixed;
    }

    /** Runs a batch. */
    private interface Run {
        /** Returns the logits, [n, K]. */
        float[] of(int n, float... values);
    }

    private void inBatches(int count, int step, float[] before, Change change, Scores scores, Run run) {
        float[] one = new float[before.length];
        float[] ofTrial = new float[logits.length];
        for (int from = 0; from < count; from += step) {
            watch(from, count);
            int n = Math.min(step, count - from);
            float[] values = new float[n * before.length];
            for (int i = 0; i < n; i++) {
                System.arraycopy(before, 0, one, 0, one.length);
                change.write(from + i, one);
                System.arraycopy(one, 0, values, i * one.length, one.length);
            }
            float[] all = run.of(n, values);
            NonFiniteScoresException.check(network.model().name(), "logits of trials", all);
            for (int i = 0; i < n; i++) {
                System.arraycopy(all, i * ofTrial.length, ofTrial, 0, ofTrial.length);
                scores.read(from + i, ofTrial);
            }
        }
        watch(count, count);
    }

    private void watch(int done, int all) {
        boolean goesOn = watcher.goesOn(done, all) || done == all;
        if (!goesOn || Thread.currentThread().isInterrupted()) {
            throw new CancellationException("ended after %d of %d trials".formatted(done, all));
        }
    }
}
