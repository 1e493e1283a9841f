package io.cam4j.testing;

import io.cam4j.network.Activation;
import io.cam4j.network.ClassifierWeights;
import io.cam4j.network.Head;
import io.cam4j.network.HeadKind;
import io.cam4j.network.ModelFile;
import io.cam4j.network.Network;
import io.cam4j.network.NetworkOutput;
import io.cam4j.network.ScoreKind;
import io.cam4j.network.Seeds;
import io.cam4j.preprocessing.ElementType;
import io.cam4j.preprocessing.InputSpec;
import io.cam4j.preprocessing.InputTensor;
import io.cam4j.preprocessing.TensorLayout;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A network made of numbers: a test says what the features of a picture are, and the logits follow from the head's
 * definition, computed the slow and obvious way in double, or are set too. Counts what is done with it. Thread-safe.
 */
public final class FakeNetwork implements Network {
    private final InputSpec input;
    private final Head head;
    private final float[] weights; // [K, C]
    private final float[] bias; // [K]
    private final int mapHeight;
    private final int mapWidth;
    private final Function<float[], float[]> features;
    private final @Nullable Function<float[], float[]> logits;
    private final Runnable duringRun;
    private final int runsAtOnce;
    private final List<Integer> batches = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger closes = new AtomicInteger();

    private FakeNetwork(Builder builder) {
        input = builder.input;
        head = new Head(
                        builder.kind,
                        "features",
                        "fc.weight",
                        builder.channels,
                        builder.bias.length,
                        builder.activation)
                .withScores(builder.scores);
        weights = builder.weights;
        bias = builder.bias;
        mapHeight = builder.mapHeight;
        mapWidth = builder.mapWidth;
        features = builder.features;
        logits = builder.logits;
        duringRun = builder.duringRun;
        runsAtOnce = builder.runsAtOnce;
    }

    /**
     * Starts a network without bias and activation that takes [n, 3, 2, 2], n free, and has features of one row and
     * column, all 1.
     *
     * @param weights [K, C], row-major
     */
    public static Builder builder(HeadKind kind, int classes, int channels, float... weights) {
        return new Builder(kind, classes, channels, weights);
    }

    /** Returns the sizes of the batches run so far, in their order. */
    public List<Integer> batches() {
        return List.copyOf(batches);
    }

    /** Returns how many outputs have not been closed. */
    public int openOutputs() {
        return open.get();
    }

    /** Returns how often {@link #close()} was called. */
    public int closes() {
        return closes.get();
    }

    @Override
    public InputSpec input() {
        return input;
    }

    @Override
    public Head head() {
        return head;
    }

    @Override
    public ModelFile model() {
        return ModelFile.of("fake.onnx", "0".repeat(64));
    }

    @Override
    public String runtime() {
        return "fake 1.0";
    }

    @Override
    public String provider() {
        return "none";
    }

    @Override
    public int runsAtOnce() {
        return runsAtOnce;
    }

    @Override
    public NetworkOutput run(List<InputTensor> pictures) {
        if (closes.get() > 0) {
            throw new IllegalStateException("run after close");
        }
        int count = pictures.size();
        batches.add(count);
        open.incrementAndGet();
        duringRun.run();
        FloatBuffer allFeatures = FloatBuffer.allocate(count * head.channels() * mapHeight * mapWidth);
        FloatBuffer allLogits = FloatBuffer.allocate(count * head.classes());
        for (InputTensor one : pictures) {
            float[] picture = new float[one.values().remaining()];
            one.values().get(picture);
            float[] planes = features.apply(picture);
            allFeatures.put(planes);
            allLogits.put(logits == null ? logitsOf(planes) : logits.apply(picture));
        }
        if (closes.get() > 0) {
            throw new IllegalStateException("closed during a run");
        }
        return new Output(count, allLogits.flip(), allFeatures.flip());
    }

    private float[] logitsOf(float[] planes) {
        int positions = mapHeight * mapWidth;
        float[] result = new float[head.classes()];
        for (int c = 0; c < result.length; c++) {
            double sum = 0;
            for (int p = 0; p < positions; p++) {
                double cell = bias[c];
                for (int k = 0; k < head.channels(); k++) {
                    cell += (double) weights[c * head.channels() + k] * planes[k * positions + p];
                }
                sum += head.activation() == Activation.RELU ? Math.max(cell, 0) : cell;
            }
            result[c] = (float) (sum / positions);
        }
        return result;
    }

    @Override
    public void close() {
        if (open.get() > 0) {
            throw new IllegalStateException("closed with an output open");
        }
        closes.incrementAndGet();
    }

    private final class Output implements NetworkOutput {
        private final int count;
        private final FloatBuffer logits;
        private final FloatBuffer features;
        private boolean closed;

        Output(int count, FloatBuffer logits, FloatBuffer features) {
            this.count = count;
            this.logits = logits;
            this.features = features;
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public FloatBuffer logits() {
            return logits.duplicate();
        }

        @Override
        public FloatBuffer features() {
            return features.duplicate();
        }

        @Override
        public int mapHeight() {
            return mapHeight;
        }

        @Override
        public int mapWidth() {
            return mapWidth;
        }

        @Override
        public double[] pullBack(int image, Seeds seeds, FloatBuffer rows) {
            return ClassifierWeights.of(head.classes(), head.channels(), weights, bias)
                    .pullBack(seeds, rows);
        }

        /** Overwrites the buffers, as a network that uses its memory again would. */
        @Override
        public void close() {
            if (!closed) {
                closed = true;
                open.decrementAndGet();
                while (logits.hasRemaining()) {
                    logits.put(Float.NaN);
                }
                while (features.hasRemaining()) {
                    features.put(Float.NaN);
                }
            }
        }
    }

    /** Collects what the network is made of. */
    public static final class Builder {
        private final HeadKind kind;
        private final int channels;
        private final float[] weights;
        private float[] bias;
        private Activation activation = Activation.NONE;
        private ScoreKind scores = ScoreKind.SOFTMAX;
        private InputSpec input = new InputSpec(InputSpec.FREE, 3, 2, 2, TensorLayout.NCHW, ElementType.FLOAT32);
        private int mapHeight = 1;
        private int mapWidth = 1;
        private Function<float[], float[]> features;
        private @Nullable Function<float[], float[]> logits;
        private Runnable duringRun = () -> {};
        private int runsAtOnce = 1;

        private Builder(HeadKind kind, int classes, int channels, float... weights) {
            this.kind = kind;
            this.channels = channels;
            this.weights = weights.clone();
            bias = new float[classes];
            float[] ones = new float[channels];
            Arrays.fill(ones, 1f);
            features = picture -> ones;
        }

        /** Sets the bias, [K]. Default 0. */
        public Builder bias(float... bias) {
            this.bias = bias.clone();
            return this;
        }

        /** Sets the activation behind a convolution. Default none. */
        public Builder activation(Activation activation) {
            this.activation = activation;
            return this;
        }

        /** Sets how logits become probabilities. Default softmax. */
        public Builder scores(ScoreKind scores) {
            this.scores = scores;
            return this;
        }

        /** Sets what the network takes. */
        public Builder input(InputSpec input) {
            this.input = input;
            return this;
        }

        /** Sets the same features [C, height, width] for every picture. */
        public Builder features(int height, int width, float... planes) {
            return features(height, width, picture -> planes);
        }

        /** Sets the features [C, height, width] of a picture, given its values in the network's input. */
        public Builder features(int height, int width, Function<float[], float[]> features) {
            mapHeight = height;
            mapWidth = width;
            this.features = features;
            return this;
        }

        /** Sets the same logits [K] for every picture, whatever the features are. */
        public Builder logits(float... logits) {
            return logits(picture -> logits);
        }

        /** Sets the logits [K] of a picture, given its values in the network's input. */
        public Builder logits(Function<float[], float[]> logits) {
            this.logits = Objects.requireNonNull(logits);
            return this;
        }

        /** Sets what happens in the middle of each run. */
        public Builder duringRun(Runnable duringRun) {
            this.duringRun = duringRun;
            return this;
        }

        /** Sets how many runs at a time callers of many inputs start. Default 1. */
        public Builder runsAtOnce(int runs) {
            this.runsAtOnce = runs;
            return this;
        }

        /** Returns the network. */
        public FakeNetwork build() {
            return new FakeNetwork(this);
        }
    }
}
