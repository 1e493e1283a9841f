package io.cam4j.onnx.backward;

import static io.cam4j.onnx.backward.Net.integer;
import static io.cam4j.onnx.backward.Net.integers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OrtException;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.Structure;
import io.cam4j.testing.Npy;
import io.cam4j.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that compute in other numbers than floats: the backward pass is in float32 all the same. */
class NumberTypesTest {
    private static final long[] SHAPE = {1, 2, 6, 6};

    @TempDir
    Path folder;

    @Test
    void aNetworkOfHalvesHasTheGradientOfItsTwinOfFloats() throws OrtException {
        double[] halves = gradient(network(DataType.FLOAT16.getNumber()));
        double[] floats = gradient(network(DataType.FLOAT.getNumber()));

        assertClose(halves, floats, 0.01);
    }

    /** Cast, then everything in that type, then back. */
    private static Net network(int type) {
        Net net = Net.floats(SHAPE)
                .random("w32", 3, 2, 3, 3)
                .random("v32", 3, 4)
                .random("s32", 0.5, 1.5, 3)
                .random("t32", 3)
                .random("m32", 3)
                .random("u32", 0.5, 1.5, 3);
        for (String name : List.of("w", "v", "s", "t", "m", "u")) {
            net.node("Cast", name, name + "32", integer("to", type));
        }
        return net.node("Cast", "typed", "x", integer("to", type))
                .node("Conv", "c", "typed w", integers("pads", 1, 1, 1, 1))
                .node("BatchNormalization", "n", "c s t m u")
                .node("Sigmoid", "gate", "n")
                .node("Mul", "swish", "gate n")
                .node("MaxPool", "p", "swish", integers("kernel_shape", 3, 3), integers("strides", 3, 3))
                .node("GlobalAveragePool", "g", "p")
                .node("Flatten", "f", "g")
                .node("MatMul", "z", "f v")
                .node("Cast", "y", "z", integer("to", DataType.FLOAT.getNumber()));
    }

    @Test
    void weightsAndActivationsThatAreQuantizedPassTheGradientStraightThrough() throws OrtException {
        Net plain = Net.floats(SHAPE)
                .random("w", 3, 2, 3, 3)
                .node("Conv", "c", "x w", integers("strides", 2, 2))
                .node("Sigmoid", "s", "c")
                .node("GlobalAveragePool", "y", "s");
        Net quantized = Net.floats(SHAPE)
                .random("w32", 3, 2, 3, 3)
                .scalar("fine", 1 / 127.0)
                .bytes("zero", 0)
                .node("QuantizeLinear", "w8", "w32 fine zero")
                .node("DequantizeLinear", "w", "w8 fine zero")
                .node("QuantizeLinear", "x8", "x fine zero")
                .node("DequantizeLinear", "xq", "x8 fine zero")
                .node("Conv", "c", "xq w", integers("strides", 2, 2))
                .node("Sigmoid", "s", "c")
                .node("GlobalAveragePool", "y", "s");

        assertClose(gradient(quantized), gradient(plain), 0.02);
    }

    @Test
    void activationsWithAScaleForEachChannelAreRefusedByName() {
        Net net = Net.floats(SHAPE)
                .random("fine", 0.5, 1, 2)
                .constant("same", new double[] {0.5}, 1)
                .bytes("zero", 0)
                .node("QuantizeLinear", "first", "x same zero")
                .node("DequantizeLinear", "floats", "first same zero")
                .node("QuantizeLinear", "second", "floats fine")
                .node("DequantizeLinear", "y", "second fine");

        assertThatThrownBy(() -> Route.of(net.graph(folder), List.of("x"), "y"))
                .isInstanceOf(MissingRulesException.class)
                .hasMessageContaining(
                        "no rule for QuantizeLinear 'second' with a scale for each channel or block, DequantizeLinear 'y' with a scale for each channel or block");
    }

    private double[] gradient(Net net) throws OrtException {
        Structure structure = Structure.whole(net.graph(folder));
        try (Differentiated model = Differentiated.open(structure, folder, List.of("x"), "y", "x", net.shape())) {
            double[] x = new SplittableRandom(4).doubles(72, -1, 1).toArray();
            double[][] seeds = RuleCheck.seeds(model.classes());
            return model.gradient("x", x, seeds).values();
        }
    }

    private static void assertClose(double[] found, double[] expected, double share) {
        double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(size).isPositive();
        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).as("[%d]", i).isCloseTo(expected[i], within(share * size));
        }
    }

    @Test
    void aPublishedNetworkOfHalvesHasTheGradientOfItsPool() throws IOException, OrtException {
        Path file = SharedData.path("models/squeezenet-fp16-caffe.onnx");
        OnnxGraph graph = OnnxGraph.read(file);
        Structure structure = Structure.whole(graph);
        Path models = Objects.requireNonNull(file.getParent());
        long[] shape = {1, 3, 224, 224};
        List<String> taps = List.of("conv10_2", "pool1_1");
        double[] x = photo();
        double[][] seeds = {new double[1000], new double[1000]};
        seeds[0][3] = 1;
        seeds[1][281] = 1;
        try (Differentiated model = Differentiated.open(structure, models, taps, "pool10_1", "data_0", shape)) {
            double[] last = model.gradient("conv10_2", x, seeds).values();
            double[] first = model.gradient("pool1_1", x, seeds).values();

            for (int i = 0; i < last.length; i++) {
                boolean seeded = i / 169 == 3 || i / 169 == 1000 + 281;
                assertThat(last[i]).isCloseTo(seeded ? 1 / 169.0 : 0, within(1e-7));
            }
            assertThat(first).doesNotContain(Double.NaN);
            assertThat(Arrays.stream(first).map(Math::abs).max().orElseThrow()).isBetween(1e-6, 1.0);
        }
    }

    private static double[] photo() {
        float[] values =
                Npy.read(SharedData.path("golden/input/cat/tensor.npy")).floats();
        return IntStream.range(0, values.length)
                .mapToDouble(i -> 60 * values[i])
                .toArray();
    }
}
