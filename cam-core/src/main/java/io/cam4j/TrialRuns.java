package io.cam4j;

import io.cam4j.method.Features;
import io.cam4j.method.Trials;
import io.cam4j.network.LayerOutput;
import io.cam4j.network.Network;
import io.cam4j.pipeline.BatchSize;
import io.cam4j.pipeline.Pipeline;
import io.cam4j.pipeline.Stages;
import io.cam4j.preprocessing.InputSpec;
import io.cam4j.preprocessing.InputTensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;

/** Trials of one image at one layer, in batches. For one thread, while the run's output is open; helpers join in. */
final class TrialRuns implements Trials {
    private static final int MOST_TRIALS = 8; // a batch; more bring nothing on a CPU
    private static final int MOST_VALUES = 4 << 20; // of what a batch runs on, 16 MB
    private static final long MOST_BYTES = 64L << 20; // of trials that are ready

    private final Network network;
    private final LayerOutput output;
    private final InputTensor input;
    private final TrialWatcher watcher;
    private final float[] logits;
    private final int[] classes;
    private final int layer;
    private final Features features;
    private final Executor helpers;

    TrialRuns(
            Network network,
            LayerOutput output,
            InputTensor input,
            TrialWatcher watcher,
            float[] logits,
            int[] classes,
            int layer,
            Features features,
            Executor helpers) {
        this.network = network;
        this.output = output;
        this.input = input;
        this.watcher = watcher;
        this.logits = logits;
        this.classes = classes;
        this.layer = layer;
        this.features = features;
        this.helpers = helpers;
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
        run(
                count,
                batch(pixels * input.channels()),
                new TrialStages<>(
                        trial -> {
                            float[] mask = new float[pixels];
                            masks.write(trial, mask);
                            return input.masked(mask);
                        },
                        masked -> masked.values().remaining(),
                        this::runImages),
                scores);
    }

    private List<float[]> runImages(List<InputTensor> masked) {
        return split(FloatBuffer.wrap(output.scores(masked)), masked.size());
    }

    @Override
    public void features(int count, Change changes, Scores scores) {
        int length = features.channels() * features.positions();
        run(
                count,
                batch(length),
                new TrialStages<>(
                        trial -> {
                            float[] changed = features.values();
                            changes.write(trial, changed);
                            return changed;
                        },
                        changed -> changed.length,
                        this::runFeatures),
                scores);
    }

    private List<float[]> runFeatures(List<float[]> changed) {
        int length = changed.get(0).length;
        float[] all = new float[changed.size() * length];
        for (int i = 0; i < changed.size(); i++) {
            System.arraycopy(changed.get(i), 0, all, i * length, length);
        }
        return split(FloatBuffer.wrap(output.scores(layer, changed.size(), all)), changed.size());
    }

    private List<float[]> split(FloatBuffer all, int count) {
        List<float[]> ofTrials = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            float[] ofTrial = new float[logits.length];
            all.get(ofTrial);
            NonFiniteScoresException.check(network.model().name(), "logits of trials", ofTrial);
            ofTrials.add(ofTrial);
        }
        return ofTrials;
    }

    /** How many trials of a size a batch has; a network of a fixed batch has that many. */
    private int batch(int values) {
        int fixed = network.input().batch();
        return fixed == InputSpec.FREE ? Math.max(1, Math.min(MOST_TRIALS, MOST_VALUES / values)) : fixed;
    }

    private <P> void run(int count, int batch, Stages<Integer, P, float[]> stages, Scores scores) {
        Pipeline<Integer, P, float[]> trials = new Pipeline<>(
                IntStream.range(0, count).iterator(),
                stages,
                BatchSize.fixed(batch),
                MOST_BYTES,
                helpers,
                network.runsAtOnce());
        try {
            for (int trial = 0; trial < count; trial++) {
                if (trial % batch == 0) {
                    watch(trial, count);
                }
                scores.read(trial, trials.next().orThrow());
            }
            watch(count, count);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted during %d trials".formatted(count));
        } finally {
            trials.close();
            trials.awaitBatches(); // they use what the caller closes
        }
    }

    private void watch(int done, int all) {
        boolean goesOn = watcher.goesOn(done, all) || done == all;
        if (!goesOn || Thread.currentThread().isInterrupted()) {
            throw new CancellationException("ended after %d of %d trials".formatted(done, all));
        }
    }
}
