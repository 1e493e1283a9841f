package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.Request;
import io.cam4j.gemm.GemmEngine;
import io.cam4j.method.CamMethod;
import io.cam4j.preprocessing.InputTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Networks of a few nodes whose layers can be worked out by hand, and what they are asked with. */
final class LayerNets {
    static final int SIZE = 8;
    static final int PLACES = 16; // of the features, 4 × 4
    static final int CHANNELS = TestModel.CHANNELS;
    static final int CLASSES = TestModel.CLASSES;
    static final List<Integer> ALL = IntStream.range(0, CLASSES).boxed().toList();

    private LayerNets() {}

    /** y = V·flatten(features) + b: each place has weights of its own. */
    static TestModel flattened(int batch) {
        return TestModel.body(batch, SIZE)
                .node("Flatten", "flat", "features", TestModel.integer("axis", 1))
                .random("v", CLASSES, CHANNELS * PLACES)
                .random("b", CLASSES)
                .node("Gemm", "logits", "flat v b", TestModel.integer("transB", 1))
                .output("logits", batch, CLASSES);
    }

    /** features → Conv 3×3 → Relu → pool → linear: {@code features} is a layer before the head's. */
    static TestModel deep() {
        return TestModel.body(0, SIZE)
                .random("w2", 5, CHANNELS, 3, 3)
                .node("Conv", "/net/late/conv", "features w2", TestModel.ints("pads", 1, 1, 1, 1))
                .node("Relu", "last", "/net/late/conv")
                .node("GlobalAveragePool", "pooled", "last")
                .node("Flatten", "flat", "pooled", TestModel.integer("axis", 1))
                .random("fc", CLASSES, 5)
                .node("Gemm", "logits", "flat fc", TestModel.integer("transB", 1))
                .output("logits", 0, CLASSES);
    }

    static ClassActivationMapper open(TestModel model, Path folder) {
        return OnnxClassActivationMapper.builder(model.write(folder))
                .gemm(GemmEngine.java("for a test"))
                .open();
    }

    static InputTensor input() {
        return InputTensor.of(3, SIZE, SIZE, TestModel.values(7, 3 * SIZE * SIZE), SIZE, SIZE);
    }

    static float[] map(Explanation explanation, int place) {
        return explanation.activations().get(place).map().values();
    }

    /** The features, read off by a method that shows one channel. */
    static float[][] features(ClassActivationMapper mapper, String layer, int channels) {
        float[][] features = new float[channels][];
        for (int k = 0; k < channels; k++) {
            int channel = k;
            CamMethod one = new CamMethod() {
                @Override
                public String name() {
                    return "channel";
                }

                @Override
                public io.cam4j.method.MapRecipe map(io.cam4j.method.Evidence evidence) {
                    return io.cam4j.method.MapRecipe.values(evidence.features().channel(channel));
                }

                @Override
                public io.cam4j.method.Basis basis() {
                    return io.cam4j.method.Basis.FEATURES;
                }
            };
            features[k] = map(mapper.explain(input(), Request.top(1).by(one).at(layer)), 0);
        }
        return features;
    }

    static void assertClose(float[] found, double... expected) {
        assertThat(found).hasSize(expected.length);
        for (int p = 0; p < expected.length; p++) {
            assertThat((double) found[p]).as("[%d]", p).isCloseTo(expected[p], within(1e-4));
        }
    }
}
