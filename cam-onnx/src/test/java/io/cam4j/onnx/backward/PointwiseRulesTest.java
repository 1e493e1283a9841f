package io.cam4j.onnx.backward;

import static io.cam4j.onnx.backward.Net.integer;
import static io.cam4j.onnx.backward.Net.integers;
import static io.cam4j.onnx.backward.Net.real;
import static io.cam4j.onnx.backward.Net.text;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators that treat each value by itself, and two tensors value by value. */
class PointwiseRulesTest {
    private static final int FLOAT = DataType.FLOAT.getNumber();
    private static final int DOUBLE = DataType.DOUBLE.getNumber();

    @TempDir
    Path folder;

    static Stream<Arguments> activations() {
        return Stream.of(
                        doubles("Relu", 7, -2, 2, kinks(0)),
                        doubles("Relu", 14, -2, 2, kinks(0)),
                        floats("Sigmoid", 7, -3, 3),
                        doubles("Tanh", 13, -2, 2),
                        doubles("Exp", 13, -2, 2),
                        doubles("Log", 13, 0.5, 3),
                        doubles("Sqrt", 13, 0.5, 3),
                        doubles("Neg", 13, -2, 2),
                        floats("Reciprocal", 13, 0.5, 2),
                        floats("Erf", 9, -2, 2),
                        floats("HardSigmoid", 7, -4, 4, kinks(-2.5, 2.5)),
                        floats("HardSigmoid", 22, -4, 4, kinks(-1, 2), real("alpha", 1 / 3.0), real("beta", 1 / 3.0)),
                        floats("HardSwish", 14, -5, 5, kinks(-3, 3)),
                        floats("HardSwish", 22, -5, 5, kinks(-3, 3)),
                        floats("Gelu", 20, -3, 3),
                        floats("Gelu", 20, -3, 3, kinks(), text("approximate", "tanh")),
                        floats("com.microsoft.Gelu", 13, -3, 3),
                        floats("Softplus", 7, -3, 3),
                        floats("Mish", 18, -3, 3),
                        floats("Clip", 7, -2, 8, kinks(0, 6), real("min", 0), real("max", 6)),
                        floats("Clip", 9, -2, 8, kinks(1), real("min", 1)),
                        floats("Clip", 10, -2, 8, kinks(1), real("max", 1)),
                        floats("Clip", 10, -2, 8),
                        floats("Identity", 7, -2, 2),
                        floats("Dropout", 7, -2, 2, kinks(), real("ratio", 0.3)),
                        floats("Dropout", 13, -2, 2))
                .map(each -> each);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("activations")
    void activationsHaveTheirSlope(String name, Net net, List<Double> bounds, double[] kinks) {
        RuleCheck.check(net, folder, bounds.get(0), bounds.get(1), kinks);
    }

    private static double[] kinks(double... kinks) {
        return kinks;
    }

    private static Arguments doubles(
            String operator, long opset, double low, double high, double[] kinks, AttributeProto... attributes) {
        return of(Net.doubles(1, 3, 2, 4), operator, opset, List.of(low, high), kinks, attributes);
    }

    private static Arguments doubles(String operator, long opset, double low, double high) {
        return doubles(operator, opset, low, high, kinks());
    }

    private static Arguments floats(
            String operator, long opset, double low, double high, double[] kinks, AttributeProto... attributes) {
        return of(Net.floats(1, 3, 2, 4), operator, opset, List.of(low, high), kinks, attributes);
    }

    private static Arguments floats(String operator, long opset, double low, double high) {
        return floats(operator, opset, low, high, kinks());
    }

    private static Arguments of(
            Net net, String operator, long opset, List<Double> bounds, double[] kinks, AttributeProto... attributes) {
        String name = "%s-%d of %s".formatted(operator, opset, net.type());
        Net whole = net.opset(opset).domain("com.microsoft").node(operator, "y", "x", attributes);
        return Arguments.of(name, whole, bounds, kinks);
    }

    static Stream<Arguments> clips() {
        return Stream.of(
                Arguments.of(
                        "both bounds",
                        Net.doubles(1, 12).scalar("a", 0).scalar("b", 6).node("Clip", "y", "x a b")),
                Arguments.of(
                        "the lower", Net.floats(1, 12).opset(11).scalar("a", 0).node("Clip", "y", "x a")),
                Arguments.of(
                        "the upper", Net.doubles(1, 12).opset(12).scalar("b", 6).node("Clip", "y", "x  b")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clips")
    void clipTakesItsBoundsAsInputs(String name, Net net) {
        RuleCheck.check(net, folder, -3, 9, 0, 6);
    }

    static Stream<Arguments> broadcasts() {
        List<Arguments> all = new ArrayList<>();
        long[][] shapes = {{1, 3, 2, 4}, {1, 3, 1, 1}, {1, 1, 2, 4}, {3, 1, 1}, {4}, {1}, {2, 4}, {2, 1, 2, 4}};
        for (String operator : List.of("Add", "Sub", "Mul", "Div")) {
            for (long[] shape : shapes) {
                for (long opset : new long[] {7, 14}) {
                    String name =
                            "%s-%d of %s and [1, 3, 2, 4]".formatted(operator, opset, List.of(shape.length, shape[0]));
                    all.add(Arguments.of(
                            name + ", the first",
                            Net.doubles(shape)
                                    .opset(opset)
                                    .random("c", 0.5, 2, 1, 3, 2, 4)
                                    .node(operator, "y", "x c")));
                    all.add(Arguments.of(
                            name + ", the second",
                            Net.doubles(shape)
                                    .opset(opset)
                                    .random("c", 0.5, 2, 1, 3, 2, 4)
                                    .node(operator, "y", "c x")));
                }
            }
            all.add(Arguments.of(
                    operator + " of a tensor and itself, gated",
                    Net.doubles(1, 3, 2).node("Exp", "e", "x").node(operator, "y", "e x")));
        }
        all.add(Arguments.of(
                "Sum of four",
                Net.doubles(1, 1, 2, 4)
                        .opset(8)
                        .random("c", 3, 1, 1)
                        .node("Tanh", "t", "x")
                        .node("Sum", "y", "x c t t")));
        for (long opset : new long[] {7, 13}) {
            all.add(Arguments.of(
                    "Sum-%d of equal shapes".formatted(opset),
                    Net.doubles(1, 2, 4).opset(opset).node("Exp", "e", "x").node("Sum", "y", "x e x")));
        }
        all.add(Arguments.of("Sum of one", Net.doubles(1, 3).node("Sum", "y", "x")));
        all.add(Arguments.of(
                "Pow of negative numbers by a whole number",
                Net.doubles(1, 5).longs("p", 3).node("Neg", "n", "x").node("Pow", "y", "n p")));
        all.add(Arguments.of("Pow by 3", Net.doubles(1, 5).scalar("p", 3).node("Pow", "y", "x p")));
        all.add(Arguments.of(
                "Pow by exponents that repeat it",
                Net.doubles(1, 1, 5).opset(7).random("p", 0.5, 3, 4, 1).node("Pow", "y", "x p")));
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broadcasts")
    void twoTensorsShareTheGradient(String name, Net net) {
        RuleCheck.check(net, folder, 0.5, 2);
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of(
                        "Dropout with its ratio as an input",
                        Net.doubles(1, 3, 2).scalar("r", 0.3).node("Dropout", "y mask", "x r")),
                Arguments.of(
                        "Cast to double and back",
                        Net.floats(1, 6)
                                .node("Cast", "d", "x", integer("to", DOUBLE))
                                .node("Exp", "e", "d")
                                .node("Cast", "y", "e", integer("to", FLOAT))),
                Arguments.of(
                        "CastLike a double and back",
                        Net.floats(1, 6)
                                .opset(15)
                                .scalar("f", 1)
                                .node("Cast", "d", "f", integer("to", DOUBLE))
                                .node("CastLike", "xd", "x d")
                                .node("Exp", "e", "xd")
                                .node("CastLike", "y", "e f")),
                Arguments.of(
                        "Squeeze-13", Net.doubles(1, 3, 1, 2).longs("a", -2).node("Squeeze", "y", "x a")),
                Arguments.of(
                        "Unsqueeze-1",
                        Net.doubles(3, 2).opset(11).node("Unsqueeze", "y", "x", integers("axes", 0L, 2L))),
                Arguments.of("Flatten", Net.doubles(1, 3, 2, 2).node("Flatten", "y", "x")),
                Arguments.of("Flatten at 2", Net.doubles(1, 3, 2, 2).node("Flatten", "y", "x", integer("axis", 2))),
                Arguments.of("Flatten at 0", Net.doubles(3, 2, 2).node("Flatten", "y", "x", integer("axis", 0))),
                Arguments.of(
                        "Reshape that merges the batch",
                        Net.doubles(1, 6, 2).longs("s", 3, 4).node("Reshape", "y", "x s")),
                Arguments.of(
                        "Reshape that parts the first axis",
                        Net.doubles(6, 2).longs("s", 1, 3, -1).node("Reshape", "y", "x s")),
                Arguments.of(
                        "Squeeze-1",
                        Net.doubles(1, 3, 1, 1).opset(11).node("Squeeze", "y", "x", integers("axes", 2L, 3L))),
                Arguments.of("Squeeze-13 of all", Net.doubles(1, 3, 1, 1).node("Squeeze", "y", "x")),
                Arguments.of("Unsqueeze-13", Net.doubles(3, 2).longs("a", 0, -1).node("Unsqueeze", "y", "x a")),
                Arguments.of(
                        "Transpose",
                        Net.doubles(1, 2, 3, 4).node("Transpose", "y", "x", integers("perm", 0L, 2L, 3L, 1L))),
                Arguments.of("Transpose of all", Net.doubles(1, 2, 3).node("Transpose", "y", "x")),
                Arguments.of(
                        "Transpose that moves the batch",
                        Net.doubles(1, 3, 2).node("Transpose", "y", "x", integers("perm", 1L, 0L, 2L))),
                Arguments.of(
                        "Transpose that brings the batch back",
                        Net.doubles(3, 1, 2).node("Transpose", "y", "x", integers("perm", 1L, 0L, 2L))),
                Arguments.of(
                        "Transpose without a batch",
                        Net.doubles(3, 2, 4).node("Transpose", "y", "x", integers("perm", 2L, 0L, 1L))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void otherShapesAndTypesLeaveTheValues(String name, Net net) {
        RuleCheck.check(net, folder, -1, 1);
    }
}
