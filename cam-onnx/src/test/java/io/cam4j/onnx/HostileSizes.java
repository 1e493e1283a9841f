package io.cam4j.onnx;

import static io.cam4j.onnx.HostileModel.ABSURD;
import static io.cam4j.onnx.HostileModel.body;
import static io.cam4j.onnx.HostileModel.text;
import static io.cam4j.onnx.TestModel.integer;
import static io.cam4j.onnx.TestModel.ints;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Models that ask for tensors of absurd sizes. */
final class HostileSizes {
    private static final long[][] SHAPES = {
        {},
        {-1, -1},
        {0, 0, 0, 0, 0, 0},
        {-2},
        {1L << 62, 4},
        {1L << 32, 1L << 32},
        {1L << 20, 1L << 20},
        {1L << 30},
        {1L << 31},
        {1, 4, 8, 8},
        {0, 4, -1, 0},
        {Long.MIN_VALUE},
        HostileOperators.many(100, 1),
        HostileOperators.many(10_000, 1)
    };

    private final List<HostileModel> models = new ArrayList<>();

    static List<HostileModel> all() {
        HostileSizes all = new HostileSizes();
        for (int i = 0; i < SHAPES.length; i++) {
            all.shape(SHAPES[i].length < 9 ? Arrays.toString(SHAPES[i]) : "no. " + i, SHAPES[i]);
        }
        all.ranges();
        all.scales();
        all.pads();
        all.dependent();
        return all.models;
    }

    private void add(String name, TestModel model) {
        models.add(HostileModel.of(name, HostileModel.head(model, "y")));
    }

    private void any(String name, TestModel model) {
        models.add(HostileModel.of(name, HostileModel.headOfAny(model)));
    }

    private void shape(String text, long... sizes) {
        add("Reshape to " + text, body(14).constant("s", sizes).node("Reshape", "y", "x s"));
        add(
                "Reshape, zeros allowed, to " + text,
                body(14).constant("s", sizes).node("Reshape", "y", "x s", integer("allowzero", 1)));
        add("Expand to " + text, body().constant("s", sizes).node("Expand", "y", "x s"));
        add("Tile by " + text, body().constant("s", sizes).node("Tile", "y", "x s"));
        add("Pad by " + text, body().constant("s", sizes).node("Pad", "y", "x s"));
        add("Resize to " + text, body().constant("s", sizes).node("Resize", "y", "x   s"));
        add("Split into " + text, body().constant("s", sizes).node("Split", "y", "x s", integer("axis", 1)));
        any("ReduceMean over " + text, body(18).constant("s", sizes).node("ReduceMean", "y", "x s"));
        any("ConstantOfShape of " + text, body().constant("s", sizes).node("ConstantOfShape", "y", "s"));
        any(
                "Expand of one to " + text,
                body().random("o", 1).constant("s", sizes).node("Expand", "y", "o s"));
        any("Tile of one by " + text, body().random("o", 1).constant("s", sizes).node("Tile", "y", "o s"));
        any("RandomNormal of " + text, body().node("RandomNormal", "y", "", ints("shape", sizes)));
        any(
                "AffineGrid of " + text,
                body(20).random("t", 1, 2, 3).constant("s", sizes).node("AffineGrid", "y", "t s"));
    }

    private void ranges() {
        float[][] ranges = {{0, 1e12f, 1}, {0, 1, 0}, {0, 1, Float.NaN}, {0, 1, Float.MIN_VALUE}, {0, -1, 1}};
        for (float[] range : ranges) {
            any(
                    "Range " + Arrays.toString(range),
                    body().constant("a", new float[] {range[0]})
                            .constant("e", new float[] {range[1]})
                            .constant("d", new float[] {range[2]})
                            .node("Range", "y", "a e d"));
        }
        for (long value : ABSURD) {
            any(
                    "Range to " + value,
                    body().constant("a", 0)
                            .constant("e", value)
                            .constant("d", 1)
                            .node("Range", "y", "a e d"));
            any(
                    "OneHot of depth " + value,
                    body().constant("i", 1)
                            .constant("d", value)
                            .constant("v", new float[] {0, 1}, 2)
                            .node("OneHot", "y", "i d v"));
        }
        any(
                "OneHot of no depth",
                body().constant("i", 1)
                        .constant("d")
                        .constant("v", new float[] {0, 1}, 2)
                        .node("OneHot", "y", "i d v"));
    }

    private void scales() {
        for (float scale : new float[] {0, -1, 1e6f, 1e30f, Float.NaN, Float.POSITIVE_INFINITY, Float.MIN_VALUE}) {
            float[] scales = {1, 1, scale, scale};
            for (String mode : List.of("nearest", "linear", "cubic")) {
                add(
                        "Resize %s by %s".formatted(mode, scale),
                        body().constant("s", scales, 4).node("Resize", "y", "x  s", text("mode", mode)));
            }
            TestModel old = TestModel.body(0, HostileModel.SIZE).opset(9).constant("s", scales, 4);
            add("Upsample by " + scale, old.node("Upsample", "y", "features s"));
        }
        for (long size : ABSURD) {
            add("Resize to size " + size, body().constant("s", 1, 4, size, size).node("Resize", "y", "x   s"));
        }
    }

    private void pads() {
        for (long pad : ABSURD) {
            for (String mode : List.of("constant", "reflect", "edge", "wrap")) {
                add(
                        "Pad %s by %d".formatted(mode, pad),
                        body(mode.equals("wrap") ? 19 : 13)
                                .constant("p", 0, 0, pad, pad, 0, 0, pad, pad)
                                .node("Pad", "y", "x p", text("mode", mode)));
            }
        }
    }

    /** Sizes that are values of the image, of a shape no size has. */
    private void dependent() {
        for (String mode : List.of("nearest", "linear", "cubic")) {
            add("Resize by the image " + mode, body().node("Resize", "y", "input input input", text("mode", mode)));
            add("Resize by features " + mode, body().node("Resize", "y", "x  x", text("mode", mode)));
        }
    }
}
