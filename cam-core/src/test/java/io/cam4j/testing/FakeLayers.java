package io.cam4j.testing;

import io.cam4j.network.Activation;
import io.cam4j.network.Head;
import io.cam4j.network.HeadKind;
import io.cam4j.network.LayerOutput;
import io.cam4j.network.Layers;
import io.cam4j.network.ModelFile;
import io.cam4j.network.Network;
import io.cam4j.network.NetworkOutput;
import io.cam4j.network.NoGradientException;
import io.cam4j.network.Seeds;
import io.cam4j.preprocessing.InputSpec;
import io.cam4j.preprocessing.InputTensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network of two layers, {@code early} [2, 2, 2] and {@code late} [1, 1, 2], and a head of two classes that flattens:
 * whatever the picture, both have the features given, and the gradient of class c is g·(c + 1) everywhere, g = 0.5. The
 * logits are those of class weights times the sum over the picture, or, in trials, over the features.
 */
public final class FakeLayers implements Network {
    private static final float[] EARLY = {0, 1, 2, 3, 4, 4, 4, 4};
    private static final float[] LATE = {1, -2};

    private final boolean gradients;
    private final List<Integer> batches = new ArrayList<>();
    private final AtomicInteger passes = new AtomicInteger();

    /** @param gradients whether they reach the layers */
    public FakeLayers(boolean gradients) {
        this.gradients = gradients;
    }

    /** Returns the sizes of the batches run so far, in their order. */
    public List<Integer> batches() {
        return List.copyOf(batches);
    }

    /** Returns how often a backward pass was run. */
    public int backwardPasses() {
        return passes.get();
    }

    @Override
    public InputSpec input() {
        return new InputSpec(
                InputSpec.FREE,
                3,
                2,
                2,
                io.cam4j.preprocessing.TensorLayout.NCHW,
                io.cam4j.preprocessing.ElementType.FLOAT32);
    }

    @Override
    public Head head() {
        return new Head(HeadKind.LAYERS, "late", "", 1, 2, Activation.NONE);
    }

    @Override
    public ModelFile model() {
        return ModelFile.of("layers.onnx", "0".repeat(64));
    }

    @Override
    public String runtime() {
        return "fake 1.0";
    }

    @Override
    public String provider() {
        return "none";
    }

    /** y_0 = sum / 12, y_1 = −y_0. */
    private static float[] logits(FloatBuffer values, int count) {
        float[] logits = new float[2 * count];
        int each = values.remaining() / count;
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < each; j++) {
                logits[2 * i] += values.get() / 12;
            }
            logits[2 * i + 1] = -logits[2 * i];
        }
        return logits;
    }

    @Override
    public NetworkOutput run(List<InputTensor> pictures) {
        batches.add(pictures.size());
        FloatBuffer logits = FloatBuffer.allocate(2 * pictures.size());
        pictures.forEach(picture -> logits.put(logits(picture.values(), 1)));
        logits.flip();
        return new NetworkOutput() {
            @Override
            public int count() {
                return pictures.size();
            }

            @Override
            public FloatBuffer logits() {
                return logits.duplicate();
            }

            @Override
            public FloatBuffer features() {
                throw new IllegalStateException("a head that flattens has no maps of its own");
            }

            @Override
            public int mapHeight() {
                return 1;
            }

            @Override
            public int mapWidth() {
                return 2;
            }

            @Override
            public double[] pullBack(int image, Seeds seeds, FloatBuffer rows) {
                throw new IllegalStateException("no rows");
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }

    @Override
    public List<String> tensors(List<String> names) {
        return names;
    }

    @Override
    public Layers layers(List<String> tensors, boolean wanted, InputSpec input) {
        if (wanted && !gradients) {
            throw new NoGradientException("no gradient leads to %s.".formatted(tensors), List.of());
        }
        return image -> new Output(tensors, FloatBuffer.wrap(logits(image.values(), 1)));
    }

    @Override
    public void close() {
        // nothing is held
    }

    private final class Output implements LayerOutput {
        private final List<String> tensors;
        private final FloatBuffer logits;

        Output(List<String> tensors, FloatBuffer logits) {
            this.tensors = tensors;
            this.logits = logits;
        }

        @Override
        public FloatBuffer logits() {
            return logits.duplicate();
        }

        @Override
        public int count() {
            return tensors.size();
        }

        private boolean isEarly(int layer) {
            return tensors.get(layer).equals("early");
        }

        @Override
        public int channels(int layer) {
            return isEarly(layer) ? 2 : 1;
        }

        @Override
        public int mapHeight(int layer) {
            return isEarly(layer) ? 2 : 1;
        }

        @Override
        public int mapWidth(int layer) {
            return 2;
        }

        @Override
        public FloatBuffer features(int layer) {
            return FloatBuffer.wrap(isEarly(layer) ? EARLY : LATE);
        }

        @Override
        public List<FloatBuffer> gradients(Seeds seeds) {
            passes.incrementAndGet();
            List<FloatBuffer> all = new ArrayList<>();
            for (int layer = 0; layer < count(); layer++) {
                int length = features(layer).remaining();
                FloatBuffer gradients = FloatBuffer.allocate(seeds.count() * length);
                for (int i = 0; i < gradients.capacity(); i++) {
                    int seed = i / length;
                    gradients.put(0.5f * (seeds.at(seed, 0) + 2 * seeds.at(seed, 1)));
                }
                all.add(gradients.flip());
            }
            return all;
        }

        @Override
        public float[] scores(int layer, int n, float... features) {
            batches.add(n);
            return FakeLayers.logits(FloatBuffer.wrap(features), n);
        }

        @Override
        public float[] scores(List<InputTensor> images) {
            try (NetworkOutput run = run(images)) {
                float[] logits = new float[run.logits().remaining()];
                run.logits().get(logits);
                return logits;
            }
        }

        @Override
        public void close() {
            // nothing is held
        }
    }
}
