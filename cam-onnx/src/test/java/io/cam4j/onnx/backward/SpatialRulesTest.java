package io.cam4j.onnx.backward;

import static io.cam4j.onnx.backward.Net.integer;
import static io.cam4j.onnx.backward.Net.integers;
import static io.cam4j.onnx.backward.Net.real;
import static io.cam4j.onnx.backward.Net.text;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators that slide windows over maps. */
class SpatialRulesTest {
    private static final long[] OPSETS = {7, 11, 22};

    @TempDir
    Path folder;

    /** One way a window slides, drawn from a seed: whatever ONNX allows of sizes, strides, padding, dilations. */
    private record Slide(long opset, long height, long width, List<AttributeProto> attributes, long kh, long kw) {
        static Slide draw(int seed, boolean dilations) {
            SplittableRandom random = new SplittableRandom(seed);
            long kh = random.nextLong(1, 4);
            long kw = random.nextLong(1, 4);
            List<AttributeProto> attributes = new ArrayList<>();
            attributes.add(integers("kernel_shape", kh, kw));
            attributes.add(integers("strides", random.nextLong(1, 4), random.nextLong(1, 3)));
            int padding = random.nextInt(5);
            switch (padding) {
                case 0, 1 ->
                    attributes.add(integers(
                            "pads",
                            random.nextLong(kh),
                            random.nextLong(kw),
                            random.nextLong(kh),
                            random.nextLong(kw)));
                case 2 -> attributes.add(text("auto_pad", random.nextBoolean() ? "SAME_UPPER" : "SAME_LOWER"));
                case 3 -> attributes.add(text("auto_pad", "VALID"));
                default -> {}
            }
            if (dilations && padding % 4 < 2) { // ONNX Runtime has none with auto_pad
                attributes.add(integers("dilations", random.nextLong(1, 3), random.nextLong(1, 3)));
            }
            return new Slide(
                    OPSETS[seed % OPSETS.length], random.nextLong(5, 9), random.nextLong(5, 8), attributes, kh, kw);
        }

        AttributeProto[] with(AttributeProto... more) {
            return Stream.concat(attributes.stream(), Arrays.stream(more)).toArray(AttributeProto[]::new);
        }
    }

    static Stream<Arguments> convolutions() {
        List<Arguments> all = new ArrayList<>();
        for (int seed = 0; seed < 60; seed++) {
            Slide slide = Slide.draw(seed, true);
            long group = List.of(1L, 2L, 4L).get(seed / 3 % 3);
            long batch = seed % 7 == 6 ? 2 : 1;
            Net net = Net.floats(batch, 4, slide.height, slide.width)
                    .opset(slide.opset)
                    .random("w", group == 4 ? 8 : 6, 4 / group, slide.kh, slide.kw);
            all.add(Arguments.of(
                    "Conv, seed %d, %d groups".formatted(seed, group),
                    net.node("Conv", "y", "x w", slide.with(integer("group", group)))));
        }
        for (int seed = 0; seed < 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            long kh = random.nextLong(1, 4);
            long kw = random.nextLong(1, 4);
            long sh = random.nextLong(1, 4);
            long sw = random.nextLong(1, 3);
            long group = List.of(1L, 2L, 4L).get(seed / 3 % 3);
            all.add(Arguments.of(
                    "ConvTranspose, seed %d, %d groups".formatted(seed, group),
                    Net.floats(seed % 7 == 6 ? 2 : 1, 4, 4, 3)
                            .opset(OPSETS[seed % OPSETS.length])
                            .random("w", 4, 2, kh, kw)
                            .random("b", 2 * group)
                            .node(
                                    "ConvTranspose",
                                    "y",
                                    "x w b",
                                    integers("strides", sh, sw),
                                    integers("pads", random.nextLong(kh), random.nextLong(kw), random.nextLong(kh), 0L),
                                    integers("output_padding", random.nextLong(sh), random.nextLong(sw)),
                                    integers("dilations", random.nextLong(1, 3), random.nextLong(1, 3)),
                                    integer("group", group))));
        }
        for (String auto : List.of("SAME_UPPER", "SAME_LOWER")) {
            all.add(Arguments.of(
                    "ConvTranspose " + auto,
                    Net.floats(1, 2, 4, 3)
                            .random("w", 2, 2, 3, 2)
                            .node("ConvTranspose", "y", "x w", integers("strides", 2L, 2L), text("auto_pad", auto))));
        }
        all.add(Arguments.of(
                "ConvTranspose to a shape",
                Net.floats(1, 2, 4, 3)
                        .random("w", 2, 2, 3, 3)
                        .node(
                                "ConvTranspose",
                                "y",
                                "x w",
                                integers("strides", 2L, 2L),
                                integers("output_shape", 8L, 6L))));
        all.add(Arguments.of(
                "ConvTranspose over one axis",
                Net.floats(1, 2, 5)
                        .random("w", 2, 3, 3)
                        .node("ConvTranspose", "y", "x w", integers("strides", 2L), integers("pads", 1L, 0L))));
        all.add(Arguments.of(
                "Conv over one axis",
                Net.floats(1, 2, 9)
                        .random("w", 3, 2, 3)
                        .node("Conv", "y", "x w", integers("strides", 2L), integers("pads", 1L, 0L))));
        all.add(Arguments.of(
                "Conv over three axes",
                Net.floats(1, 2, 3, 4, 3)
                        .random("w", 2, 2, 2, 3, 2)
                        .node("Conv", "y", "x w", integers("pads", 1L, 1L, 0L, 0L, 1L, 1L))));
        all.add(Arguments.of(
                "Conv that pads more than its window reaches",
                Net.floats(1, 2, 4, 4)
                        .random("w", 2, 2, 1, 1)
                        .node("Conv", "y", "x w", integers("pads", 1L, 1L, 1L, 1L))));
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("convolutions")
    void convolutionsScatterWhatTheyGathered(String name, Net net) {
        RuleCheck.check(net, folder, -1, 1);
    }

    static Stream<Arguments> means() {
        List<Arguments> all = new ArrayList<>();
        for (int seed = 100; seed < 140; seed++) {
            long opset = List.of(7L, 10L, 11L, 19L, 22L).get(seed % 5);
            Slide slide = Slide.draw(seed, opset >= 19);
            List<AttributeProto> more = new ArrayList<>(List.of(integer("count_include_pad", seed % 2)));
            if (opset >= 10 && seed % 3 == 0) {
                more.add(integer("ceil_mode", 1));
            }
            all.add(Arguments.of(
                    "AveragePool-%d, seed %d".formatted(opset, seed),
                    Net.floats(1, 2, slide.height, slide.width)
                            .opset(opset)
                            .node("AveragePool", "y", "x", slide.with(more.toArray(AttributeProto[]::new)))));
        }
        for (long opset : new long[] {7, 11, 22}) {
            all.add(Arguments.of(
                    "AveragePool-%d over one axis".formatted(opset),
                    Net.floats(1, 2, 9)
                            .opset(opset)
                            .node(
                                    "AveragePool",
                                    "y",
                                    "x",
                                    integers("kernel_shape", 3L),
                                    integers("strides", 2L),
                                    integers("pads", 1L, 1L))));
            all.add(Arguments.of(
                    "AveragePool-%d over three axes of a batch of two".formatted(opset),
                    Net.floats(2, 2, 3, 4, 3)
                            .opset(opset)
                            .node(
                                    "AveragePool",
                                    "y",
                                    "x",
                                    integers("kernel_shape", 2L, 3L, 2L),
                                    integers("pads", 0L, 1L, 0L, 1L, 1L, 1L))));
        }
        for (long opset : new long[] {7, 13, 22}) {
            for (long[] shape : new long[][] {{1, 7, 3, 2}, {2, 5, 2, 2}}) {
                for (long size : new long[] {1, 3, 5}) {
                    all.add(Arguments.of(
                            "LRN-%d over %d channels, batch %d".formatted(opset, size, shape[0]),
                            Net.floats(shape)
                                    .opset(opset)
                                    .node(
                                            "LRN",
                                            "y",
                                            "x",
                                            integer("size", size),
                                            real("alpha", 0.5),
                                            real("beta", 0.75),
                                            real("bias", 2))));
                }
            }
        }
        for (long opset : new long[] {7, 22}) {
            all.add(Arguments.of(
                    "InstanceNormalization-" + opset,
                    Net.floats(opset == 22 ? 2 : 1, 3, 3, 4)
                            .opset(opset)
                            .random("s", 3)
                            .random("b", 3)
                            .node("InstanceNormalization", "y", "x s b", real("epsilon", 0.05))));
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("means")
    void meansShareTheirGradient(String name, Net net) {
        RuleCheck.check(net, folder, -1, 1);
    }

    static Stream<Arguments> maxima() {
        List<Arguments> all = new ArrayList<>();
        for (int seed = 200; seed < 240; seed++) {
            long opset = List.of(7L, 8L, 10L, 12L, 22L).get(seed % 5);
            Slide slide = Slide.draw(seed, opset >= 10);
            AttributeProto[] more = opset >= 10 && seed % 2 == 0
                    ? new AttributeProto[] {integer("ceil_mode", 1)}
                    : new AttributeProto[0];
            all.add(Arguments.of(
                    "MaxPool-%d, seed %d".formatted(opset, seed),
                    Net.floats(seed % 8 == 0 ? 2 : 1, 2, slide.height, slide.width)
                            .opset(opset)
                            .node("MaxPool", "y", "x", slide.with(more))));
        }
        for (long opset : new long[] {7, 8, 12, 22}) {
            all.add(Arguments.of(
                    "MaxPool-%d over one axis".formatted(opset),
                    Net.floats(1, 2, 9)
                            .opset(opset)
                            .node(
                                    "MaxPool",
                                    "y",
                                    "x",
                                    integers("kernel_shape", 3L),
                                    integers("strides", 2L),
                                    integers("pads", 1L, 1L))));
            all.add(Arguments.of(
                    "MaxPool-%d over three axes".formatted(opset),
                    Net.floats(1, 2, 4, 4, 4)
                            .opset(opset)
                            .node(
                                    "MaxPool",
                                    "y",
                                    "x",
                                    integers("kernel_shape", 2L, 3L, 2L),
                                    integers("strides", 2L, 1L, 2L),
                                    integers("pads", 0L, 1L, 0L, 1L, 1L, 1L))));
        }
        all.add(Arguments.of(
                "MaxPool-8 that tells its places",
                Net.floats(1, 2, 4, 4)
                        .opset(8)
                        .node(
                                "MaxPool",
                                "y places",
                                "x",
                                integers("kernel_shape", 2L, 2L),
                                integer("storage_order", 1))));
        all.add(Arguments.of("GlobalMaxPool-1", Net.floats(1, 3, 3, 4).opset(7).node("GlobalMaxPool", "y", "x")));
        all.add(Arguments.of(
                "GlobalMaxPool-22", Net.floats(2, 3, 3, 4).opset(22).node("GlobalMaxPool", "y", "x")));
        for (long keep : new long[] {0, 1}) {
            all.add(Arguments.of(
                    "ReduceMax-11, keeps " + keep,
                    Net.floats(1, 3, 4)
                            .opset(11)
                            .node("ReduceMax", "y", "x", integers("axes", 1L), integer("keepdims", keep))));
            all.add(Arguments.of(
                    "ReduceMax-18, keeps " + keep,
                    Net.floats(2, 3, 4)
                            .opset(18)
                            .longs("a", 0, -1)
                            .node("ReduceMax", "y", "x a", integer("keepdims", keep))));
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("maxima")
    void theLargestCellGetsTheGradient(String name, Net net) {
        RuleCheck.checkAt(net, folder, apart(net.shape()));
    }

    /** Values that are at least 0.2 apart, in random order, some negative. */
    private static double[] apart(long... shape) {
        int count = (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b);
        double[] values = new double[count];
        Arrays.setAll(values, i -> 0.2 * (i - count / 3));
        SplittableRandom random = new SplittableRandom(3);
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            double value = values[i];
            values[i] = values[other];
            values[other] = value;
        }
        return values;
    }
}
