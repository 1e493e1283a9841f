package io.cam4j.benchmarks;

import io.cam4j.network.Activation;
import io.cam4j.network.ClassifierWeights;
import io.cam4j.network.Head;
import io.cam4j.network.HeadKind;
import io.cam4j.network.ModelFile;
import io.cam4j.network.Network;
import io.cam4j.network.NetworkOutput;
import io.cam4j.network.Seeds;
import io.cam4j.preprocessing.ElementType;
import io.cam4j.preprocessing.InputSpec;
import io.cam4j.preprocessing.InputTensor;
import io.cam4j.preprocessing.TensorLayout;
import java.nio.FloatBuffer;
import java.util.List;

/** A network of one channel and one position that has its logits at hand: what is left is arithmetic on scores. */
final class AnswerNetwork implements Network {
    private final float[] logits;
    private final ClassifierWeights weights;

    AnswerNetwork(float... logits) {
        this.logits = logits;
        weights = ClassifierWeights.of(logits.length, 1, logits, new float[logits.length]);
    }

    @Override
    public InputSpec input() {
        return new InputSpec(InputSpec.FREE, 3, 1, 1, TensorLayout.NCHW, ElementType.FLOAT32);
    }

    @Override
    public Head head() {
        return new Head(HeadKind.GAP_LINEAR, "features", "weights", 1, logits.length, Activation.NONE);
    }

    @Override
    public ModelFile model() {
        return ModelFile.of("answers", "0".repeat(64));
    }

    @Override
    public String runtime() {
        return "none";
    }

    @Override
    public String provider() {
        return "none";
    }

    @Override
    public NetworkOutput run(List<InputTensor> pictures) {
        return new Output();
    }

    @Override
    public void close() {}

    private final class Output implements NetworkOutput {
        @Override
        public int count() {
            return 1;
        }

        @Override
        public FloatBuffer logits() {
            return FloatBuffer.wrap(logits);
        }

        @Override
        public FloatBuffer features() {
            return FloatBuffer.wrap(new float[] {1});
        }

        @Override
        public int mapHeight() {
            return 1;
        }

        @Override
        public int mapWidth() {
            return 1;
        }

        @Override
        public double[] pullBack(int image, Seeds seeds, FloatBuffer rows) {
            return weights.pullBack(seeds, rows);
        }

        @Override
        public void close() {}
    }
}
