package io.cam4j.onnx.backward;

import static io.cam4j.onnx.backward.Net.integer;
import static io.cam4j.onnx.backward.Net.integers;
import static io.cam4j.onnx.backward.Net.real;
import static io.cam4j.onnx.backward.Net.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators that choose, repeat, join or move values. */
class MovingRulesTest {
    @TempDir
    Path folder;

    static Stream<Arguments> joins() {
        List<Arguments> all = new ArrayList<>();
        for (long axis : new long[] {1, 2, -1}) {
            all.add(of(
                    "Concat along " + axis,
                    Net.doubles(1, 2, 3)
                            .random("c", 1, 2, 3)
                            .node("Tanh", "t", "x")
                            .node("Concat", "y", "x c t x", integer("axis", axis))));
        }
        all.add(of(
                "Concat along the first axis",
                Net.doubles(1, 3).random("c", 2, 3).node("Concat", "y", "x c x", integer("axis", 0))));
        all.add(of(
                "Concat-4 along the first axis of several",
                Net.doubles(2, 3).opset(7).random("c", 1, 3).node("Concat", "y", "x c", integer("axis", 0))));
        all.add(of(
                "Split-2 in two",
                Net.doubles(1, 4, 2)
                        .opset(7)
                        .node("Split", "a b", "x", integer("axis", 1), integers("split", 1L, 3L))
                        .node("Concat", "y", "b a b", integer("axis", 1))));
        all.add(of(
                "Split-13 of which one leads nowhere",
                Net.doubles(1, 6)
                        .longs("s", 1, 2, 3)
                        .node("Split", "a b c", "x s", integer("axis", 1))
                        .node("Concat", "y", "c a", integer("axis", 1))));
        all.add(of(
                "Split-2 of which the last leads nowhere",
                Net.doubles(2, 4)
                        .opset(11)
                        .node("Split", "a b", "x", integer("axis", 1))
                        .node("Exp", "y", "a")));
        all.add(of(
                "Split-11 along the last axis",
                Net.doubles(1, 2, 4)
                        .opset(11)
                        .node("Split", "a b", "x", integer("axis", -1), integers("split", 3L, 1L))
                        .node("Mul", "y", "a b")));
        all.add(of(
                "Split-18 with a smaller rest",
                Net.doubles(1, 5)
                        .opset(18)
                        .node("Split", "a b", "x", integer("axis", -1), integer("num_outputs", 2))
                        .node("Concat", "y", "b a b", integer("axis", 1))));
        all.add(of(
                "Split-18 of the first axis",
                Net.doubles(4, 2)
                        .opset(18)
                        .node("Split", "a b c d", "x", integer("axis", 0), integer("num_outputs", 4))
                        .node("Mul", "ab", "a b")
                        .node("Add", "y", "ab d")));
        return all.stream();
    }

    static Stream<Arguments> cuts() {
        List<Arguments> all = new ArrayList<>();
        all.add(of(
                "Slice-1",
                Net.doubles(1, 4, 5)
                        .opset(7)
                        .node(
                                "Slice",
                                "y",
                                "x",
                                integers("starts", 1L, -4L),
                                integers("ends", 3L, -1L),
                                integers("axes", 1L, 2L))));
        all.add(of(
                "Slice-1 without axes",
                Net.doubles(1, 4)
                        .opset(7)
                        .node("Slice", "y", "x", integers("starts", 0L, 1L), integers("ends", 9L, 9L))));
        long[][] cuts = { // start, end, axis, step
            {1, 6, 1, 2},
            {0, 7, 1, 3},
            {-1, -100, 1, -1},
            {5, 0, 1, -2},
            {-3, Long.MAX_VALUE, -2, 1},
            {6, Long.MIN_VALUE, 1, -3},
            {1, 7, 1, 4},
            {0, 1, 0, 1},
            {0, 2, 2, 1}
        };
        for (long[] cut : cuts) {
            for (long opset : new long[] {10, 11, 13}) {
                all.add(of(
                        "Slice-%d from %d to %d along %d by %d".formatted(opset, cut[0], cut[1], cut[2], cut[3]),
                        Net.doubles(1, 7, 2)
                                .opset(opset)
                                .longs("start", cut[0])
                                .longs("end", cut[1])
                                .longs("axis", cut[2])
                                .longs("step", cut[3])
                                .node("Slice", "y", "x start end axis step")));
            }
        }
        all.add(of(
                "Slice along the first axis",
                Net.doubles(4, 3)
                        .longs("start", 1)
                        .longs("end", 2)
                        .longs("axis", 0)
                        .node("Slice", "y", "x start end axis")));
        all.add(of(
                "Slice of two axes by steps",
                Net.doubles(1, 5, 6)
                        .longs("start", 0, 5)
                        .longs("end", 5, -7)
                        .longs("axis", 1, 2)
                        .longs("step", 2, -2)
                        .node("Slice", "y", "x start end axis step")));
        all.add(of(
                "Slice whose end is computed from the shape",
                Net.doubles(1, 6, 2)
                        .longs("zero", 0)
                        .longs("one", 1)
                        .longs("two", 2)
                        .node("Shape", "shape", "x")
                        .node("Gather", "channels", "shape one", integer("axis", 0))
                        .node("Div", "half", "channels two")
                        .node("Slice", "left", "x zero half one")
                        .node("Exp", "y", "left")));
        all.add(of(
                "Pad-2",
                Net.doubles(1, 2, 3).opset(7).node("Pad", "y", "x", integers("pads", 0L, 1L, 0L, 0L, 0L, 2L))));
        all.add(of(
                "Pad-11 that crops too",
                Net.doubles(1, 3, 3)
                        .opset(11)
                        .longs("p", 0, 1, -1, 0, -1, 2)
                        .scalar("v", 0.5)
                        .node("Pad", "y", "x p v")));
        all.add(of(
                "Pad-18 of some axes",
                Net.doubles(1, 3, 3).opset(18).longs("p", 1, 2).longs("a", -1).node("Pad", "y", "x p  a")));
        all.add(of(
                "Pad of the first axis",
                Net.doubles(1, 3).opset(13).longs("p", 1, 0, 0, 0).node("Pad", "y", "x p")));
        return all.stream();
    }

    static Stream<Arguments> choices() {
        List<Arguments> all = new ArrayList<>();
        long[][] indices = {{3, 0, 2, 1}, {1, 1, -1}, {0}, {2, 0, 2, 2, 3}};
        for (long[] chosen : indices) {
            for (long axis : new long[] {1, -1, 0}) {
                long[] shape = axis == 1 ? new long[] {1, 4, 2} : axis == 0 ? new long[] {4, 2} : new long[] {1, 2, 4};
                all.add(of(
                        "Gather of %d along %d".formatted(chosen.length, axis),
                        Net.doubles(shape)
                                .opset(11)
                                .longs("i", chosen)
                                .node("Gather", "y", "x i", integer("axis", axis))));
            }
        }
        all.add(of(
                "Gather of one that drops the axis",
                Net.doubles(1, 3, 2)
                        .longs("i", 1)
                        .longs("none", new long[0])
                        .node("Squeeze", "one", "i")
                        .node("Gather", "y", "x one", integer("axis", 1))));
        all.add(of(
                "Gather of a table",
                Net.doubles(1, 3, 2)
                        .longs("i", 1, 0, 2, 1)
                        .longs("s", 2, 2)
                        .node("Reshape", "table", "i s")
                        .node("Gather", "y", "x table", integer("axis", 1))));
        all.add(of("Expand", Net.doubles(1, 3, 1).opset(8).longs("s", 2, 1, 4).node("Expand", "y", "x s")));
        all.add(of(
                "Expand to a higher rank",
                Net.doubles(3, 1).longs("s", 1, 2, 3, 4).node("Expand", "y", "x s")));
        all.add(of("Tile-6", Net.doubles(1, 3, 2).opset(7).longs("r", 1, 2, 3).node("Tile", "y", "x r")));
        all.add(of("Tile of the batch", Net.doubles(1, 3).longs("r", 2, 1).node("Tile", "y", "x r")));
        all.add(of(
                "Where, chosen",
                Net.doubles(1, 3, 2)
                        .random("c", 1, 3, 2)
                        .scalar("z", 0)
                        .node("Greater", "g", "c z")
                        .node("Where", "y", "g x c")));
        all.add(of(
                "Where, not chosen",
                Net.doubles(3, 1)
                        .opset(9)
                        .random("c", 1, 3, 2)
                        .scalar("z", 0)
                        .node("Greater", "g", "c z")
                        .node("Where", "y", "g c x")));
        for (String operator : List.of("Max", "Min")) {
            all.add(of(
                    operator,
                    Net.doubles(1, 3, 4)
                            .opset(8)
                            .scalar("c", 0.1)
                            .node("Tanh", "t", "x")
                            .node(operator, "y", "x c t")));
        }
        for (String mode : List.of("DCR", "CRD")) {
            all.add(of(
                    "DepthToSpace " + mode,
                    Net.doubles(1, 8, 2, 3)
                            .opset(11)
                            .node("DepthToSpace", "y", "x", integer("blocksize", 2), text("mode", mode))));
        }
        all.add(of(
                "DepthToSpace-1",
                Net.floats(1, 4, 2, 3).opset(7).node("DepthToSpace", "y", "x", integer("blocksize", 2))));
        all.add(of(
                "SpaceToDepth",
                Net.floats(1, 2, 4, 6).opset(7).node("SpaceToDepth", "y", "x", integer("blocksize", 2))));
        return all.stream();
    }

    static Stream<Arguments> slopes() {
        List<Arguments> all = new ArrayList<>();
        for (long opset : new long[] {7, 16}) {
            all.add(of(
                    "LeakyRelu-" + opset,
                    Net.floats(1, 12).opset(opset).node("LeakyRelu", "y", "x", real("alpha", 0.2))));
            all.add(of(
                    "LeakyRelu that falls-" + opset,
                    Net.floats(1, 12).opset(opset).node("LeakyRelu", "y", "x", real("alpha", -0.5))));
            all.add(of(
                    "PRelu-" + opset,
                    Net.floats(1, 3, 4).opset(opset).random("s", 3, 1).node("PRelu", "y", "x s")));
            all.add(of(
                    "PRelu with one slope-" + opset,
                    Net.floats(1, 3, 4).opset(opset).random("s", 1).node("PRelu", "y", "x s")));
        }
        for (long opset : new long[] {7, 22}) {
            all.add(of("Elu-" + opset, Net.floats(1, 12).opset(opset).node("Elu", "y", "x", real("alpha", 0.7))));
            all.add(of("Selu-" + opset, Net.floats(1, 12).opset(opset).node("Selu", "y", "x")));
        }
        all.add(of("Abs", Net.doubles(1, 12).node("Abs", "y", "x")));
        all.add(of("ReduceL2-13 of all", Net.doubles(1, 3, 4).node("ReduceL2", "y", "x")));
        all.add(of(
                "ReduceL2-11 of the last two axes",
                Net.doubles(2, 3, 4).opset(11).node("ReduceL2", "y", "x", integers("axes", -1L, -2L))));
        for (long keep : new long[] {0, 1}) {
            all.add(of(
                    "ReduceL2-1",
                    Net.floats(1, 3, 4)
                            .opset(7)
                            .node("ReduceL2", "y", "x", integers("axes", 1L), integer("keepdims", keep))));
            all.add(of(
                    "ReduceL2-18",
                    Net.floats(1, 3, 4)
                            .opset(18)
                            .longs("a", 2)
                            .node("ReduceL2", "y", "x a", integer("keepdims", keep))));
        }
        return all.stream();
    }

    private static Arguments of(String name, Net net) {
        return Arguments.of(name, net);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"joins", "cuts", "choices", "slopes"})
    void theGradientGoesBackToWhereTheValuesCameFrom(String name, Net net) {
        RuleCheck.check(net, folder, -1, 1, 0, 0.1);
    }
}
