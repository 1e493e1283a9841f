package io.cam4j.onnx.backward;

import static io.cam4j.onnx.backward.Net.integer;
import static io.cam4j.onnx.backward.Net.integers;
import static io.cam4j.onnx.backward.Net.real;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.cam4j.onnx.graph.Structure;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gradient is where there is none: PyTorch's choice, read in its documentation and derivatives. */
class KinksTest {
    @TempDir
    Path folder;

    private double[] slopes(Net net, double... x) throws OrtException {
        double[][] ones = {new double[x.length]};
        java.util.Arrays.fill(ones[0], 1);
        return gradient(net, ones, x);
    }

    private double[] gradient(Net net, double[][] seeds, double... x) throws OrtException {
        Structure structure = Structure.whole(net.graph(folder));
        try (Differentiated model = Differentiated.open(structure, folder, List.of("x"), "y", "x", net.shape())) {
            return model.gradient("x", x, seeds).values();
        }
    }

    static Stream<Arguments> kinks() {
        return Stream.of(
                Arguments.of("Relu", net("Relu"), x(-1, 0, 1), x(0, 0, 1)),
                Arguments.of("LeakyRelu", net("LeakyRelu", real("alpha", 0.25)), x(-1, 0, 1), x(0.25, 0.25, 1)),
                Arguments.of("Elu", net("Elu", real("alpha", 0.5)), x(-1000, 0, 1), x(0, 0.5, 1)),
                Arguments.of("Abs", net("Abs"), x(-1, 0, 1), x(-1, 0, 1)),
                Arguments.of("HardSwish", net("HardSwish").opset(14), x(-3, 0, 3), x(0, 0.5, 1)),
                Arguments.of(
                        "HardSigmoid",
                        net("HardSigmoid", real("alpha", 0.25), real("beta", 0.5)),
                        x(-2, 0, 2),
                        x(0, 0.25, 0)),
                Arguments.of(
                        "ReLU6",
                        Net.floats(1, 3).scalar("a", 0).scalar("b", 6).node("Clip", "y", "x a b"),
                        x(0, 3, 6),
                        x(0, 1, 0)),
                Arguments.of(
                        "one bound, as ReLU6",
                        Net.floats(1, 3).scalar("a", 0).node("Clip", "y", "x a"),
                        x(-1, 0, 1),
                        x(0, 0, 1)),
                Arguments.of(
                        "PRelu",
                        Net.floats(1, 3).scalar("slope", 0.25).node("PRelu", "y", "x slope"),
                        x(-1, 0, 1),
                        x(0.25, 0.25, 1)),
                Arguments.of("Selu", net("Selu", real("alpha", 0.5), real("gamma", 2)), x(-1000, 0, 1), x(0, 1, 2)),
                Arguments.of(
                        "Sqrt behind Relu",
                        Net.floats(1, 3).node("Relu", "r", "x").node("Sqrt", "y", "r"),
                        x(-1, 0, 4),
                        x(0, 0, 0.25)),
                Arguments.of(
                        "Pow by 0", Net.floats(1, 3).scalar("p", 0).node("Pow", "y", "x p"), x(-1, 0, 2), x(0, 0, 0)),
                Arguments.of(
                        "Pow by 0.5 behind Relu",
                        Net.floats(1, 3).scalar("p", 0.5).node("Relu", "r", "x").node("Pow", "y", "r p"),
                        x(-1, 0, 4),
                        x(0, 0, 0.25)),
                Arguments.of(
                        "Pow by 2, 1 and 0",
                        Net.floats(1, 3).constant("p", x(2, 1, 0), 3).node("Pow", "y", "x p"),
                        x(0, 0, 0),
                        x(0, 1, 0)),
                Arguments.of(
                        "Min with a constant",
                        Net.floats(1, 3).scalar("c", 0).node("Min", "y", "x c"),
                        x(-1, 0, 1),
                        x(1, 0.5, 0)),
                Arguments.of(
                        "Max with a constant",
                        Net.floats(1, 3).scalar("c", 0).node("Max", "y", "x c"),
                        x(-1, 0, 1),
                        x(0, 0.5, 1)));
    }

    private static Net net(String operator, ai.onnx.proto.OnnxMl.AttributeProto... attributes) {
        return Net.floats(1, 3).node(operator, "y", "x", attributes);
    }

    private static double[] x(double... values) {
        return values;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinks")
    void areResolvedAsInPyTorch(String name, Net net, double[] x, double[] slopes) throws OrtException {
        double[] found = slopes(net, x);
        Arrays.setAll(found, i -> found[i] + 0); // −0 is 0
        assertThat(found).containsExactly(slopes);
    }

    /** PyTorch has ∞ there, which would leave no map. */
    @Test
    void aSquareRootHasNoSlopeAtZero() throws OrtException {
        assertThat(slopes(net("Sqrt"), 0, 0.25, 4)).containsExactly(0, 1, 0.25);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 13})
    void theLengthOfAZeroVectorHasNoSlope(long opset) throws OrtException {
        Net net = Net.floats(1, 2, 2).opset(opset).node("ReduceL2", "y", "x", integers("axes", 2));

        assertThat(gradient(net, new double[][] {{1, 5}}, 0, 0, 0, 2)).containsExactly(0, 0, 0, 5);
    }

    @Test
    void aZeroVectorIsNormalizedAsByItsSmallestLength() throws OrtException {
        Net net = Net.floats(1, 2, 2)
                .scalar("smallest", 0.5)
                .node("ReduceL2", "length", "x", integers("axes", 2))
                .node("Clip", "divisor", "length smallest")
                .node("Div", "y", "x divisor");

        // (3, 4)/5 has the slopes (1 − y yᵀ)/5: along (1, 1) it is (1 − 1.4 y)/5 = (0.032, −0.024)
        double[] slopes = slopes(net, 0, 0, 3, 4);
        assertThat(slopes).containsExactly(new double[] {2, 2, 0.032, -0.024}, within(1e-7));
    }

    @Test
    void ofEqualCellsOfAWindowTheFirstGetsTheWholeGradient() throws OrtException {
        Net net = Net.floats(1, 1, 3, 4)
                .opset(11)
                .node("MaxPool", "y", "x", integers("kernel_shape", 2, 2), integers("pads", 1, 1, 0, 0));
        double[][] seeds = {{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048}};

        // the window of place (i, j) begins at cell (i − 1, j − 1), or at the first that there is
        assertThat(gradient(net, seeds, new double[12]))
                .containsExactly(1 + 2 + 16 + 32, 4 + 64, 8 + 128, 0, 256 + 512, 1024, 2048, 0, 0, 0, 0, 0);
    }

    @Test
    void ofEqualCellsOfAMapTheFirstGetsTheWholeGradient() throws OrtException {
        Net net = Net.floats(1, 2, 1, 3).node("GlobalMaxPool", "y", "x");

        assertThat(gradient(net, new double[][] {{1, 2}}, 5, 7, 7, 0, 0, 0)).containsExactly(0, 1, 0, 2, 0, 0);
    }

    @Test
    void equalMaximaAlongAnAxisShareTheGradient() throws OrtException {
        Net net = Net.floats(1, 4).node("ReduceMax", "y", "x", integers("axes", 1), integer("keepdims", 0));

        assertThat(gradient(net, new double[][] {{1}}, 3, 1, 3, 2)).containsExactly(0.5, 0, 0.5, 0);
    }
}
