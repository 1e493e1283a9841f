package io.cam4j.onnx.backward;

import static io.cam4j.onnx.backward.Net.integer;
import static io.cam4j.onnx.backward.Net.integers;
import static io.cam4j.onnx.backward.Net.real;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cam4j.onnx.graph.Structure;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Small networks in the manner of well-known ones, from the logits to the input. Where the difference crosses a kink the
 * slopes to both sides differ; such coordinates, few, are left out.
 */
class OwnNetworksTest {
    private static final double SMOOTH = 0.04;
    private static final double KINKED = 2e-3; // float rounding shows, but few kinks lie within

    @TempDir
    Path folder;

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of("VGG-like", KINKED, vgg()),
                Arguments.of("AlexNet-like", KINKED, alexNet()),
                Arguments.of("inception-like", KINKED, inception()),
                Arguments.of("squeeze-and-excitation", KINKED, squeezeAndExcitation()),
                Arguments.of("ConvNeXt-like", SMOOTH, convNext()),
                Arguments.of("ConvNeXt-like, version 22", SMOOTH, convNext().opset(22)),
                Arguments.of("inception-like, version 22", KINKED, inception().opset(22)),
                Arguments.of(
                        "squeeze-and-excitation, version 22",
                        KINKED,
                        squeezeAndExcitation().opset(22)),
                Arguments.of(
                        "vision-transformer-like, version 22",
                        SMOOTH,
                        attention().opset(22)),
                Arguments.of("DenseNet-like", KINKED, denseNet()),
                Arguments.of("ShuffleNet-like", KINKED, shuffleNet()),
                Arguments.of("EfficientNet-like with Swish", SMOOTH, swish()),
                Arguments.of("vision-transformer-like", SMOOTH, attention()),
                Arguments.of("U-shaped", KINKED, upsampling()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void haveTheGradientsOfDifferences(String name, double step, Net net) throws OrtException {
        Structure structure = Structure.whole(net.graph(folder));
        long[] shape = net.shape();
        SplittableRandom random = new SplittableRandom(21);
        double[] x = random.doubles(Arrays.stream(shape).reduce(1, (a, b) -> a * b), -1, 1)
                .toArray();
        try (OrtSession forward = Differentiated.plain(structure.bytes(), folder);
                Differentiated model = Differentiated.open(structure, folder, List.of("x"), "y", "x", shape)) {
            UnaryOperator<double[]> f = Differentiated.function(forward, "x", "y", shape);
            double[][] seeds = RuleCheck.seeds(f.apply(x).length);

            double[] found = model.gradient("x", x, seeds).values();

            double[] expected = CentralDifferences.of(f, x, seeds, step);
            double[] bend = CentralDifferences.bend(f, x, seeds, 2 * step);
            double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            int compared = 0;
            for (int i = 0; i < found.length; i++) {
                if (step == SMOOTH || Math.abs(bend[i]) < 5e-3 * size) {
                    compared++;
                    assertThat(found[i]).as("[%d]", i).isCloseTo(expected[i], within(5e-3 * size));
                }
            }
            assertThat(compared).isGreaterThan(found.length * 3 / 4);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22})
    void haveTheGradientsOfDifferencesInEveryVersion(long opset) {
        Net net = Net.floats(1, 4, 6, 6).opset(opset).random("shift", 4, 1, 1);
        net.random("w", 4, 2, 3, 3)
                .node(
                        "Conv",
                        "c",
                        "x w",
                        integer("group", 2),
                        integers("strides", 2L, 2L),
                        integers("pads", 1L, 0L, 0L, 1L));
        norm(net, "n", "c", 4)
                .node("Sigmoid", "gate", "n")
                .node("Mul", "swish", "gate n")
                .node("Add", "shifted", "swish shift")
                .node("AveragePool", "p", "shifted", integers("kernel_shape", 2L, 2L), integers("pads", 0L, 0L, 1L, 1L))
                .node("LRN", "l", "p", integer("size", 3), real("alpha", 0.5));
        if (opset < 13) {
            net.node("Split", "left right", "l", integer("axis", 1), integers("split", 1L, 3L));
        } else {
            net.longs("parts", 1, 3).node("Split", "left right", "l parts", integer("axis", 1));
        }
        net.node("Concat", "swapped", "right left", integer("axis", 1))
                .node("GlobalAveragePool", "pool", "swapped")
                .node("Flatten", "flat", "pool")
                .random("v", 4, 5)
                .node("MatMul", "logits", "flat v")
                .node("Softmax", "y", "logits");

        RuleCheck.check(net, folder, -1, 1);
    }

    private static Net conv(Net net, String output, String input, long out, long in, long kernel, long stride) {
        double bound = 1.5 / Math.sqrt((double) (in * kernel * kernel));
        return net.random(output + ".w", -bound, bound, out, in, kernel, kernel)
                .random(output + ".b", -0.1, 0.1, out)
                .node(
                        "Conv",
                        output,
                        input + " " + output + ".w " + output + ".b",
                        integers("kernel_shape", kernel, kernel),
                        integers("strides", stride, stride),
                        integers("pads", kernel / 2, kernel / 2, kernel / 2, kernel / 2));
    }

    private static Net linear(Net net, String output, String input, long out, long in) {
        double bound = 1.5 / Math.sqrt((double) in);
        return net.random(output + ".w", -bound, bound, out, in)
                .random(output + ".b", out)
                .node("Gemm", output, input + " " + output + ".w " + output + ".b", integer("transB", 1));
    }

    private static Net norm(Net net, String output, String input, long channels) {
        return net.random(output + ".s", 0.5, 1.5, channels)
                .random(output + ".t", channels)
                .random(output + ".m", channels)
                .random(output + ".v", 0.5, 1.5, channels)
                .node(
                        "BatchNormalization",
                        output,
                        Stream.of("s", "t", "m", "v")
                                .map(part -> output + "." + part)
                                .reduce(input, (a, b) -> a + " " + b));
    }

    private static Net head(Net net, String input, long channels) {
        return linear(
                net.node("GlobalAveragePool", "pooled", input).node("Flatten", "flat", "pooled"),
                "y",
                "flat",
                5,
                channels);
    }

    private static Net vgg() {
        Net net = Net.floats(1, 2, 8, 8).opset(9);
        conv(net, "c1", "x", 4, 2, 3, 1).node("Relu", "r1", "c1");
        conv(net, "c2", "r1", 4, 4, 3, 1).node("Relu", "r2", "c2");
        net.node("MaxPool", "p1", "r2", integers("kernel_shape", 2L, 2L), integers("strides", 2L, 2L));
        conv(net, "c3", "p1", 6, 4, 3, 1).node("Relu", "r3", "c3");
        net.node("MaxPool", "p2", "r3", integers("kernel_shape", 2L, 2L), integers("strides", 2L, 2L));
        net.longs("s", -1, 24).node("Reshape", "flat", "p2 s");
        linear(net, "f1", "flat", 8, 24).node("Relu", "r4", "f1").node("Dropout", "d", "r4");
        return linear(net, "y", "d", 5, 8);
    }

    private static Net alexNet() {
        Net net = Net.floats(1, 3, 9, 9).opset(7);
        conv(net, "c1", "x", 6, 3, 3, 2).node("Relu", "r1", "c1");
        net.node("LRN", "n1", "r1", integer("size", 5), real("alpha", 0.5), real("beta", 0.75), real("bias", 1));
        net.node("MaxPool", "p1", "n1", integers("kernel_shape", 3L, 3L), integers("strides", 2L, 2L));
        net.random("c2.w", -0.5, 0.5, 6, 3, 3, 3)
                .node("Conv", "c2", "p1 c2.w", integer("group", 2), integers("pads", 1L, 1L, 1L, 1L))
                .node("Relu", "r2", "c2")
                .longs("s", 1, -1)
                .node("Reshape", "flat", "r2 s");
        return linear(net, "y", "flat", 5, 24);
    }

    private static Net inception() {
        Net net = Net.floats(1, 3, 6, 6).opset(11);
        conv(net, "a", "x", 3, 3, 1, 1).node("Relu", "ra", "a");
        conv(net, "b", "x", 2, 3, 1, 1).node("Relu", "rb", "b");
        conv(net, "bb", "rb", 3, 2, 3, 1).node("Relu", "rbb", "bb");
        net.node(
                "AveragePool",
                "p",
                "x",
                integers("kernel_shape", 3L, 3L),
                integers("strides", 1L, 1L),
                integers("pads", 1L, 1L, 1L, 1L),
                integer("count_include_pad", 1));
        conv(net, "c", "p", 2, 3, 1, 1).node("Relu", "rc", "c");
        net.node(
                "MaxPool",
                "m",
                "x",
                integers("kernel_shape", 3L, 3L),
                integers("strides", 1L, 1L),
                integers("pads", 1L, 1L, 1L, 1L));
        net.node("Concat", "joined", "ra rbb rc m", integer("axis", 1));
        return head(net, "joined", 11);
    }

    private static Net squeezeAndExcitation() {
        Net net = Net.floats(1, 3, 6, 5).opset(14);
        conv(net, "c1", "x", 4, 3, 3, 1);
        norm(net, "n1", "c1", 4).node("HardSwish", "h", "n1");
        net.node("GlobalAveragePool", "squeezed", "h");
        conv(net, "down", "squeezed", 2, 4, 1, 1).node("Relu", "rd", "down");
        conv(net, "up", "rd", 4, 2, 1, 1).node("HardSigmoid", "gate", "up", real("alpha", 1 / 6.0), real("beta", 0.5));
        net.node("Mul", "gated", "h gate");
        conv(net, "c2", "gated", 4, 4, 1, 1).node("Add", "sum", "c2 c1").node("Relu", "r", "sum");
        return head(net, "r", 4);
    }

    private static Net convNext() {
        Net net = Net.floats(1, 4, 5, 5).opset(17);
        net.random("dw", -0.4, 0.4, 4, 1, 3, 3)
                .node("Conv", "d", "x dw", integer("group", 4), integers("pads", 1L, 1L, 1L, 1L))
                .node("Transpose", "last", "d", integers("perm", 0L, 2L, 3L, 1L))
                .random("s", 0.5, 1.5, 4)
                .random("t", 4)
                .node("LayerNormalization", "n", "last s t", real("epsilon", 1e-2))
                .random("w1", 4, 8)
                .random("b1", 8)
                .node("MatMul", "m1", "n w1")
                .node("Add", "a1", "m1 b1")
                .scalar("root", Math.sqrt(2))
                .scalar("one", 1)
                .scalar("half", 0.5)
                .node("Div", "e0", "a1 root")
                .node("Erf", "e1", "e0")
                .node("Add", "e2", "e1 one")
                .node("Mul", "e3", "a1 e2")
                .node("Mul", "gelu", "e3 half")
                .random("w2", 8, 4)
                .node("MatMul", "m2", "gelu w2")
                .random("gamma", 4)
                .node("Mul", "scaled", "m2 gamma")
                .node("Transpose", "first", "scaled", integers("perm", 0L, 3L, 1L, 2L))
                .node("Add", "sum", "first x")
                .node("GlobalAveragePool", "pool", "sum")
                .node("Flatten", "vector", "pool")
                .node("LayerNormalization", "nn", "vector s t", real("epsilon", 1e-2));
        return linear(net, "y", "nn", 5, 4);
    }

    private static Net denseNet() {
        Net net = Net.floats(1, 3, 8, 8).opset(13);
        norm(net, "n1", "x", 3).node("Relu", "r1", "n1");
        conv(net, "c1", "r1", 2, 3, 3, 1).node("Concat", "j1", "x c1", integer("axis", 1));
        norm(net, "n2", "j1", 5).node("Relu", "r2", "n2");
        conv(net, "c2", "r2", 2, 5, 3, 1).node("Concat", "j2", "x c1 c2", integer("axis", 1));
        norm(net, "n3", "j2", 7).node("Relu", "r3", "n3");
        conv(net, "t", "r3", 4, 7, 1, 1)
                .node("AveragePool", "p", "t", integers("kernel_shape", 2L, 2L), integers("strides", 2L, 2L));
        return head(net, "p", 4);
    }

    private static Net shuffleNet() {
        Net net = Net.floats(1, 4, 5, 5).opset(13);
        net.node("Split", "left right", "x", integer("axis", 1));
        conv(net, "c", "right", 2, 2, 1, 1).node("Relu", "r", "c");
        net.node("Concat", "j", "left r", integer("axis", 1))
                .longs("parts", 0, 2, 2, 5, 5)
                .longs("whole", 1, -1, 5, 5)
                .node("Reshape", "parted", "j parts")
                .node("Transpose", "swapped", "parted", integers("perm", 0L, 2L, 1L, 3L, 4L))
                .node("Reshape", "shuffled", "swapped whole");
        conv(net, "c2", "shuffled", 4, 4, 3, 2).node("LeakyRelu", "l", "c2", real("alpha", 0.1));
        return head(net, "l", 4);
    }

    private static Net swish() {
        Net net = Net.floats(1, 3, 6, 6).opset(13);
        conv(net, "c1", "x", 4, 3, 3, 2).node("Sigmoid", "s1", "c1").node("Mul", "swish", "c1 s1");
        net.node("ReduceMean", "squeezed", "swish", integers("axes", 2L, 3L), integer("keepdims", 1));
        conv(net, "up", "squeezed", 4, 4, 1, 1).node("Sigmoid", "gate", "up").node("Mul", "gated", "gate swish");
        return head(net, "gated", 4);
    }

    private static Net attention() {
        Net net = Net.floats(1, 4, 6).opset(17);
        return net.random("s", 0.5, 1.5, 6)
                .random("t", 6)
                .node("LayerNormalization", "n", "x s t", real("epsilon", 1e-2))
                .random("wq", 6, 6)
                .random("wk", 6, 6)
                .random("wv", 6, 6)
                .longs("heads", 1, 4, 2, 3)
                .longs("joined", 1, 4, 6)
                .node("MatMul", "q", "n wq")
                .node("MatMul", "k", "n wk")
                .node("MatMul", "v", "n wv")
                .node("Reshape", "qh", "q heads")
                .node("Reshape", "kh", "k heads")
                .node("Reshape", "vh", "v heads")
                .node("Transpose", "qt", "qh", integers("perm", 0L, 2L, 1L, 3L))
                .node("Transpose", "kt", "kh", integers("perm", 0L, 2L, 3L, 1L))
                .node("Transpose", "vt", "vh", integers("perm", 0L, 2L, 1L, 3L))
                .node("MatMul", "scores", "qt kt")
                .scalar("temperature", 0.5)
                .node("Mul", "scaled", "scores temperature")
                .node("Softmax", "weights", "scaled", integer("axis", -1))
                .node("MatMul", "mixed", "weights vt")
                .node("Transpose", "back", "mixed", integers("perm", 0L, 2L, 1L, 3L))
                .node("Reshape", "flat", "back joined")
                .node("Add", "sum", "flat x")
                .longs("first", 0)
                .node("Squeeze", "zero", "first")
                .node("Gather", "token", "sum zero", integer("axis", 1))
                .random("w", 6, 5)
                .node("MatMul", "y", "token w");
    }

    private static Net upsampling() {
        Net net = Net.floats(1, 2, 6, 6).opset(13);
        conv(net, "c1", "x", 3, 2, 3, 2).node("Tanh", "t", "c1");
        net.constant("none", new double[0], 0)
                .constant("scales", new double[] {1, 1, 2, 2}, 4)
                .node("Resize", "larger", "t none scales", Net.text("mode", "linear"))
                .node("Concat", "j", "larger x", integer("axis", 1))
                .random("tw", 5, 2, 2, 2)
                .node("ConvTranspose", "ct", "j tw", integers("strides", 2L, 2L))
                .node("GlobalMaxPool", "g", "ct")
                .node("Flatten", "f", "g");
        return linear(net, "y", "f", 5, 2);
    }
}
