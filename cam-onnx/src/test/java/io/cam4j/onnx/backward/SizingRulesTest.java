package io.cam4j.onnx.backward;

import static io.cam4j.onnx.backward.Net.integer;
import static io.cam4j.onnx.backward.Net.integers;
import static io.cam4j.onnx.backward.Net.real;
import static io.cam4j.onnx.backward.Net.text;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators that make maps larger or smaller: along each axis they multiply by a matrix. */
class SizingRulesTest {
    @TempDir
    Path folder;

    static Stream<Arguments> pads() {
        List<Arguments> all = new ArrayList<>();
        for (long opset : new long[] {7, 11, 13, 18, 19, 22}) {
            for (String mode : opset < 19 ? List.of("reflect", "edge") : List.of("reflect", "edge", "wrap")) {
                for (long batch : new long[] {1, 2}) {
                    String name = "Pad-%d, %s, batch %d".formatted(opset, mode, batch);
                    all.add(of(name, padded(Net.doubles(batch, 2, 3, 4).opset(opset), opset, mode, 1, 2, 0, 3)));
                    all.add(of(
                            name + ", crops",
                            padded(Net.floats(batch, 2, 3, 5).opset(opset), opset, mode, -1, 1, 1, -2)));
                }
            }
        }
        for (String mode : List.of("reflect", "edge", "wrap")) {
            all.add(of(
                    "Pad-19 of the last axis, " + mode,
                    Net.doubles(1, 3, 4)
                            .opset(19)
                            .longs("p", 3, 1)
                            .longs("a", -1)
                            .node("Pad", "y", "x p  a", text("mode", mode))));
            all.add(of(
                    "Pad-19 of the first axis, " + mode,
                    Net.doubles(2, 3).opset(19).longs("p", 1, 0, 1, 2).node("Pad", "y", "x p", text("mode", mode))));
            all.add(of(
                    "Pad-19 of a batch of one, " + mode,
                    Net.doubles(1, 3)
                            .opset(19)
                            .longs("p", mode.equals("reflect") ? 0 : 1, 1, 0, 2)
                            .node("Pad", "y", "x p", text("mode", mode))));
        }
        all.add(of(
                "Pad-18 of some axes, reflect",
                Net.doubles(1, 3, 4, 5)
                        .opset(18)
                        .longs("p", 1, 3, 2, 0)
                        .longs("a", 2, -1)
                        .node("Pad", "y", "x p  a", text("mode", "reflect"))));
        return all.stream();
    }

    private static Net padded(Net net, long opset, String mode, long top, long left, long bottom, long right) {
        long[] pads = {0, 0, top, left, 0, 0, bottom, right};
        return opset < 11
                ? net.node("Pad", "y", "x", integers("pads", pads), text("mode", mode))
                : net.longs("p", pads).node("Pad", "y", "x p", text("mode", mode));
    }

    static Stream<Arguments> sizes() {
        List<Arguments> all = new ArrayList<>();
        List<List<AttributeProto>> modes = List.of(
                List.of(text("mode", "nearest")),
                List.of(
                        text("mode", "nearest"),
                        text("nearest_mode", "floor"),
                        text("coordinate_transformation_mode", "asymmetric")),
                List.of(text("mode", "linear")),
                List.of(text("mode", "linear"), text("coordinate_transformation_mode", "align_corners")),
                List.of(text("mode", "linear"), text("coordinate_transformation_mode", "pytorch_half_pixel")),
                List.of(text("mode", "cubic"), real("cubic_coeff_a", -0.5)),
                List.of(text("mode", "cubic"), integer("exclude_outside", 1)),
                List.of(text("mode", "nearest"), text("nearest_mode", "ceil")));
        for (List<AttributeProto> mode : modes) {
            AttributeProto[] attributes = mode.toArray(AttributeProto[]::new);
            for (long opset : new long[] {11, 13, 19}) {
                all.add(of(
                        "Resize-%d by scales, %s".formatted(opset, names(mode)),
                        Net.floats(1, 2, 3, 4)
                                .opset(opset)
                                .constant("none", new double[0], 0)
                                .constant("s", new double[] {1, 1, 2, 1.5}, 4)
                                .node("Resize", "y", "x none s", attributes)));
                all.add(of(
                        "Resize-%d to sizes, %s".formatted(opset, names(mode)),
                        Net.floats(1, 2, 5, 4)
                                .opset(opset)
                                .constant("none", new double[0], 0)
                                .longs("s", 1, 2, 3, 7)
                                .node("Resize", "y", "x none none s", attributes)));
            }
        }
        for (String mode : List.of("nearest", "linear")) {
            all.add(of(
                    "Resize-10 " + mode,
                    Net.floats(1, 2, 3, 4)
                            .opset(10)
                            .constant("s", new double[] {1, 1, 2, 2}, 4)
                            .node("Resize", "y", "x s", text("mode", mode))));
            all.add(of(
                    "Upsample-9 " + mode,
                    Net.floats(1, 2, 3, 4)
                            .opset(9)
                            .constant("s", new double[] {1, 1, 2, 2}, 4)
                            .node("Upsample", "y", "x s", text("mode", mode))));
            all.add(of(
                    "Upsample-7 " + mode,
                    Net.floats(1, 2, 3, 4)
                            .opset(7)
                            .node("Upsample", "y", "x", text("mode", mode), scales(1, 1, 2, 3))));
        }
        all.add(of(
                "Resize-18 of some axes",
                Net.floats(1, 2, 3, 4)
                        .opset(18)
                        .constant("s", new double[] {2, 3}, 2)
                        .node("Resize", "y", "x  s", text("mode", "linear"), integers("axes", 2L, 3L))));
        for (String mode : List.of("linear", "cubic")) {
            all.add(of(
                    "Resize-18 that smooths, " + mode,
                    Net.floats(1, 2, 8, 6)
                            .opset(18)
                            .longs("s", 1, 2, 3, 4)
                            .node("Resize", "y", "x   s", text("mode", mode), integer("antialias", 1))));
        }
        all.add(of(
                "Resize-19 about the middle",
                Net.floats(1, 2, 3, 4)
                        .opset(19)
                        .constant("s", new double[] {1, 1, 1.7, 2.3}, 4)
                        .node(
                                "Resize",
                                "y",
                                "x  s",
                                text("mode", "linear"),
                                text("coordinate_transformation_mode", "half_pixel_symmetric"))));
        all.add(of(
                "Resize-11 of TensorFlow",
                Net.floats(1, 2, 3, 4)
                        .opset(11)
                        .constant("none", new double[0], 0)
                        .constant("s", new double[] {1, 1, 2, 3}, 4)
                        .node(
                                "Resize",
                                "y",
                                "x none s",
                                text("coordinate_transformation_mode", "tf_half_pixel_for_nn"))));
        for (String mode : List.of("linear", "nearest")) {
            all.add(of(
                    "Resize-13 by scales that leave the sizes, " + mode,
                    Net.floats(1, 2, 3, 4)
                            .constant("s", new double[] {1, 1, 1.3, 1.2}, 4)
                            .node("Resize", "y", "x  s", text("mode", mode))));
        }
        all.add(of(
                "Resize-13 of a batch of two",
                Net.floats(2, 2, 3, 4).longs("s", 2, 2, 5, 3).node("Resize", "y", "x   s", text("mode", "linear"))));
        all.add(of(
                "Resize-18 that stretches",
                Net.floats(1, 2, 3, 4)
                        .opset(18)
                        .longs("s", 1, 2, 6, 5)
                        .node("Resize", "y", "x   s", text("keep_aspect_ratio_policy", "stretch"))));
        all.add(of(
                "Resize-13 with an empty region and scales",
                Net.floats(1, 2, 3, 4)
                        .constant("none", new double[0], 0)
                        .longs("s", 1, 2, 6, 8)
                        .node("Resize", "y", "x none none s", text("mode", "linear"))));
        return all.stream();
    }

    private static String names(List<AttributeProto> mode) {
        return String.join(
                ", ",
                mode.stream()
                        .map(each -> each.getS().isEmpty()
                                ? each.getName()
                                : each.getS().toStringUtf8())
                        .toList());
    }

    private static AttributeProto scales(float... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName("scales").setType(AttributeProto.AttributeType.FLOATS);
        for (float each : values) {
            attribute.addFloats(each);
        }
        return attribute.build();
    }

    private static Arguments of(String name, Net net) {
        return Arguments.of(name, net);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"pads", "sizes"})
    void eachCellGetsTheGradientOfThoseItWentInto(String name, Net net) {
        RuleCheck.check(net, folder, -1, 1);
    }
}
