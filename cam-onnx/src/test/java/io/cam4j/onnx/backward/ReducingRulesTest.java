package io.cam4j.onnx.backward;

import static io.cam4j.onnx.backward.Net.integer;
import static io.cam4j.onnx.backward.Net.integers;
import static io.cam4j.onnx.backward.Net.real;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators that sum, average, normalize or multiply matrices. */
class ReducingRulesTest {
    @TempDir
    Path folder;

    static Stream<Arguments> reductions() {
        List<Arguments> all = new ArrayList<>();
        for (String operator : List.of("ReduceMean", "ReduceSum")) {
            for (long keep : new long[] {0, 1}) {
                String name = operator + (keep == 1 ? " that keeps axes" : "");
                all.add(Arguments.of(
                        name + ", axes 2 and 3",
                        Net.doubles(1, 3, 2, 4)
                                .opset(7)
                                .node(operator, "y", "x", integers("axes", 2L, 3L), integer("keepdims", keep))));
                all.add(Arguments.of(
                        name + ", axis −1",
                        Net.doubles(1, 3, 4)
                                .opset(11)
                                .node(operator, "y", "x", integers("axes", -1L), integer("keepdims", keep))));
                all.add(Arguments.of(
                        name + ", axis 0 of size one",
                        Net.doubles(1, 3, 4)
                                .opset(11)
                                .node(operator, "y", "x", integers("axes", 0L), integer("keepdims", keep))));
                all.add(Arguments.of(
                        name + ", axis 0",
                        Net.doubles(3, 1, 4)
                                .opset(11)
                                .node(operator, "y", "x", integers("axes", 0L), integer("keepdims", keep))));
                all.add(Arguments.of(
                        name + ", axes as an input",
                        Net.doubles(1, 3, 4)
                                .opset(18)
                                .longs("a", 1, -1)
                                .node(operator, "y", "x a", integer("keepdims", keep))));
                all.add(Arguments.of(
                        name + ", all", Net.doubles(2, 3).node(operator, "y", "x", integer("keepdims", keep))));
            }
            all.add(Arguments.of(
                    operator + ", none",
                    Net.doubles(1, 3).opset(18).node(operator, "y", "x", integer("noop_with_empty_axes", 1))));
        }
        all.add(Arguments.of(
                "ReduceSum-13, axes as an input",
                Net.doubles(1, 3, 4).longs("a", -1).node("ReduceSum", "y", "x a")));
        all.add(Arguments.of(
                "GlobalAveragePool-1", Net.floats(1, 3, 2, 4).opset(7).node("GlobalAveragePool", "y", "x")));
        all.add(Arguments.of(
                "GlobalAveragePool-22", Net.floats(1, 3, 2, 4).opset(22).node("GlobalAveragePool", "y", "x")));
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reductions")
    void sumsShareTheirGradient(String name, Net net) {
        RuleCheck.check(net, folder, -1, 1);
    }

    static Stream<Arguments> normalizations() {
        List<Arguments> all = new ArrayList<>();
        for (String operator : List.of("Softmax", "LogSoftmax")) {
            all.add(Arguments.of(
                    operator + "-1, all behind axis 1",
                    Net.doubles(1, 3, 2, 1).opset(7).node(operator, "y", "x", integer("axis", 1))));
            all.add(Arguments.of(
                    operator + "-11, all behind axis 2",
                    Net.doubles(1, 2, 3, 2).opset(11).node(operator, "y", "x", integer("axis", 2))));
            for (long opset : new long[] {7, 11}) {
                all.add(Arguments.of(
                        operator + "-%d without an axis".formatted(opset),
                        Net.doubles(1, 3, 2).opset(opset).node(operator, "y", "x")));
                all.add(Arguments.of(
                        operator + "-%d, all axes".formatted(opset),
                        Net.doubles(2, 3).opset(opset).node(operator, "y", "x", integer("axis", 0))));
            }
            all.add(Arguments.of(
                    operator + "-11, the last two axes",
                    Net.doubles(1, 2, 3, 2).opset(11).node(operator, "y", "x", integer("axis", -2))));
            all.add(Arguments.of(
                    operator + "-13, last axis", Net.doubles(1, 2, 3).node(operator, "y", "x")));
            all.add(Arguments.of(
                    operator + "-13, axis 1", Net.doubles(1, 3, 2).node(operator, "y", "x", integer("axis", 1))));
            all.add(Arguments.of(
                    operator + "-13, axis 0", Net.doubles(3, 2).node(operator, "y", "x", integer("axis", 0))));
        }
        for (long axis : new long[] {-1, 1, 2}) {
            long[] behind = axis == 1 ? new long[] {3, 4} : new long[] {4};
            all.add(Arguments.of(
                    "LayerNormalization at " + axis,
                    Net.doubles(1, 3, 4)
                            .opset(17)
                            .random("s", behind)
                            .random("b", behind)
                            .node("LayerNormalization", "y", "x s b", integer("axis", axis), real("epsilon", 1e-2))));
        }
        all.add(Arguments.of(
                "LayerNormalization of all axes",
                Net.doubles(2, 3)
                        .opset(17)
                        .random("s", 2, 3)
                        .random("b", 2, 3)
                        .node("LayerNormalization", "y", "x s b", integer("axis", 0), real("epsilon", 1e-2))));
        all.add(Arguments.of(
                "LayerNormalization of a batch of two without a bias",
                Net.doubles(2, 3, 4)
                        .opset(17)
                        .random("s", 4)
                        .node("LayerNormalization", "y", "x s", real("epsilon", 1e-2))));
        all.add(Arguments.of(
                "LayerNormalization spelled out",
                layerNormalization(Net.doubles(1, 6).opset(13))));
        for (long opset : new long[] {7, 9, 14, 15}) {
            for (long[] shape : new long[][] {{1, 3, 2, 2}, {1, 3}, {2, 3, 2, 1}}) {
                all.add(Arguments.of(
                        "BatchNormalization-%d of rank %d, %d".formatted(opset, shape.length, shape[0]),
                        batchNormalization(Net.floats(shape).opset(opset))));
            }
        }
        return all.stream();
    }

    static Stream<Arguments> statisticsOfPlaces() {
        return Stream.of(7L, 8L)
                .map(opset -> Arguments.of(
                        "BatchNormalization-7 in version %d".formatted(opset),
                        Net.floats(1, 3, 2, 2)
                                .opset(opset)
                                .random("s", 3, 2, 2)
                                .random("b", 3, 2, 2)
                                .random("m", 3, 2, 2)
                                .random("v", 0.5, 2, 3, 2, 2)
                                .node("BatchNormalization", "y", "x s b m v", integer("spatial", 0))));
    }

    private static Net layerNormalization(Net net) {
        return net.scalar("two", 2)
                .scalar("eps", 1e-2)
                .random("s", 6)
                .random("b", 6)
                .node("ReduceMean", "mean", "x", integers("axes", -1L))
                .node("Sub", "d", "x mean")
                .node("Pow", "square", "d two")
                .node("ReduceMean", "variance", "square", integers("axes", -1L))
                .node("Add", "more", "variance eps")
                .node("Sqrt", "sigma", "more")
                .node("Div", "n", "d sigma")
                .node("Mul", "scaled", "n s")
                .node("Add", "y", "scaled b");
    }

    private static Net batchNormalization(Net net) {
        return net.random("s", 3)
                .random("b", 3)
                .random("m", 3)
                .random("v", 0.5, 2, 3)
                .node("BatchNormalization", "y", "x s b m v", real("epsilon", 1e-3));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"normalizations", "statisticsOfPlaces"})
    void normalizationsDependOnTheirStatistics(String name, Net net) {
        RuleCheck.check(net, folder, -1, 1);
    }

    static Stream<Arguments> products() {
        List<Arguments> all = new ArrayList<>();
        for (long opset : new long[] {7, 9, 11, 13}) {
            for (long transA : new long[] {0, 1}) {
                for (long transB : new long[] {0, 1}) {
                    for (long rows : new long[] {1, 3}) {
                        gemm(all, opset, transA, transB, rows);
                    }
                }
            }
        }
        long[][][] shapes = {
            {{1, 4}, {4, 3}},
            {{2, 4}, {4, 3}},
            {{1, 2, 4}, {4, 3}},
            {{4}, {4, 3}},
            {{2, 4}, {4}},
            {{4}, {4}},
            {{1, 2, 3, 4}, {1, 2, 4, 2}},
            {{2, 1, 2, 4}, {3, 4, 2}},
            {{2, 4}, {3, 4, 2}},
            {{1, 2, 4}, {3, 4, 1}},
            {{4}, {3, 4, 2}},
            {{3, 2, 4}, {4}}
        };
        for (long[][] pair : shapes) {
            String name = "MatMul of %s and %s".formatted(text(pair[0]), text(pair[1]));
            all.add(Arguments.of(
                    name + ", the first",
                    Net.doubles(pair[0]).random("c", pair[1]).node("MatMul", "y", "x c")));
            all.add(Arguments.of(
                    name + ", the second",
                    Net.doubles(pair[1]).opset(9).random("c", pair[0]).node("MatMul", "y", "c x")));
        }
        return all.stream();
    }

    private static String text(long... shape) {
        return java.util.Arrays.toString(shape);
    }

    private static void gemm(List<Arguments> all, long opset, long transA, long transB, long rows) {
        long[] a = transA == 1 ? new long[] {4, rows} : new long[] {rows, 4};
        long[] b = transB == 1 ? new long[] {2, 4} : new long[] {4, 2};
        String name = "Gemm-%d, transA %d, transB %d, %d rows".formatted(opset, transA, transB, rows);
        for (String input : List.of("A", "B", "C")) {
            Net net = switch (input) {
                case "A" -> Net.doubles(a).random("b", b).random("c", 2);
                case "B" -> Net.doubles(b).random("a", a).random("c", rows, 2);
                default -> Net.doubles(rows, 1).random("a", a).random("b", b);
            };
            String inputs = switch (input) {
                case "A" -> "x b c";
                case "B" -> "a x c";
                default -> "a b x";
            };
            all.add(Arguments.of(
                    name + ", " + input,
                    net.opset(opset)
                            .node(
                                    "Gemm",
                                    "y",
                                    inputs,
                                    integer("transA", transA),
                                    integer("transB", transB),
                                    real("alpha", 0.5),
                                    real("beta", 2))));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("products")
    void productsHandTheGradientToBothFactors(String name, Net net) {
        RuleCheck.check(net, folder, -1, 1);
    }
}
