package io.cam4j.onnx;

import static io.cam4j.onnx.HostileModel.ABSURD;
import static io.cam4j.onnx.HostileModel.body;
import static io.cam4j.onnx.HostileModel.text;
import static io.cam4j.onnx.TestModel.integer;
import static io.cam4j.onnx.TestModel.ints;
import static io.cam4j.onnx.TestModel.real;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** Models with one operator in the body whose attributes, or what it is given, are absurd. */
final class HostileOperators {
    private static final long[] AXES = {4, -5, 100, -100, 1L << 31, 1L << 32, 1L << 62, Long.MIN_VALUE, Long.MAX_VALUE};

    private final List<HostileModel> models = new ArrayList<>();

    static List<HostileModel> all() {
        HostileOperators all = new HostileOperators();
        all.convolutions();
        all.pools();
        all.axes();
        all.indices();
        all.arithmetic();
        all.normalizations();
        all.quantized();
        all.rare();
        return all.models;
    }

    private void add(String name, TestModel model) {
        models.add(HostileModel.of(name, HostileModel.head(model, "y")));
    }

    private void any(String name, TestModel model) {
        models.add(HostileModel.of(name, HostileModel.headOfAny(model)));
    }

    private void each(String name, long[] values, LongFunction<TestModel> model) {
        for (long value : values) {
            add(name + " " + value, model.apply(value));
        }
    }

    private void eachAny(String name, long[] values, LongFunction<TestModel> model) {
        for (long value : values) {
            any(name + " " + value, model.apply(value));
        }
    }

    private void convolutions() {
        for (String operator : List.of("Conv", "ConvTranspose")) {
            for (String attribute : List.of("kernel_shape", "strides", "dilations", "output_padding", "output_shape")) {
                String name = operator + " " + attribute;
                each(name, ABSURD, size -> convolution(operator, ints(attribute, size, size)));
                each(name + " of one", new long[] {3}, size -> convolution(operator, ints(attribute, size)));
            }
            each(operator + " pads", ABSURD, pad -> convolution(operator, ints("pads", pad, pad, pad, pad)));
            each(operator + " pads at the end", ABSURD, pad -> convolution(operator, ints("pads", 0, 0, pad, pad)));
            each(operator + " group", ABSURD, group -> convolution(operator, integer("group", group)));
            each(operator + " group", new long[] {2, 3, 5}, group -> convolution(operator, integer("group", group)));
            add(operator + " pads 20000", convolution(operator, ints("pads", 20000, 20000, 20000, 20000)));
            add(operator + " of many pads", convolution(operator, ints("pads", new long[1000])));
            add(operator + " without kernel", convolution(operator, ints("kernel_shape")));
            add(operator + " auto_pad of no name", convolution(operator, text("auto_pad", "WHATEVER")));
            add(
                    operator + " auto_pad and strides 0",
                    convolution(operator, text("auto_pad", "SAME_UPPER"), ints("strides", 0, 0)));
            add(operator + " strides as one number", convolution(operator, integer("strides", 2)));
            add(operator + " without inputs", body().node(operator, "y", ""));
            add(operator + " of itself", body().node(operator, "y", "x x"));
            long[][] weights = {{4}, {4, 4, 3}, {4, 4, 0, 0}, {0, 4, 3, 3}, {4, 5, 3, 3}, {4, 4, 3, 3, 1}};
            for (int i = 0; i < weights.length; i++) {
                add(
                        operator + " of odd weights " + i,
                        body().random("w", weights[i]).node(operator, "y", "x w"));
            }
            TestModel square = body().random("w", 4, 4, 3, 3);
            add(operator + " of a short bias", square.random("b", 1).node(operator, "y", "x w b"));
        }
        each("ConvTranspose strides", new long[] {5000}, s -> convolution("ConvTranspose", ints("strides", s, s)));
        each(
                "ConvTranspose dilations",
                new long[] {1 << 24},
                d -> convolution("ConvTranspose", ints("dilations", d, 1)));
    }

    private static TestModel convolution(String operator, AttributeProto... attributes) {
        return body().random("w", 4, 4, 3, 3).random("b", 4).node(operator, "y", "x w b", attributes);
    }

    private void pools() {
        AttributeProto three = ints("kernel_shape", 3, 3);
        for (String pool : List.of("MaxPool", "AveragePool", "LpPool")) {
            each(pool + " kernel", ABSURD, size -> body().node(pool, "y", "x", ints("kernel_shape", size, size)));
            each(pool + " strides", ABSURD, size -> body().node(pool, "y", "x", three, ints("strides", size, size)));
            each(
                    pool + " pads",
                    ABSURD,
                    size -> body().node(pool, "y", "x", three, ints("pads", size, size, size, size)));
            each(
                    pool + " dilations",
                    ABSURD,
                    size -> body(22).node(pool, "y", "x", three, ints("dilations", size, size)));
            add(pool + " without kernel", body().node(pool, "y", "x"));
            add(pool + " kernel of one", body().node(pool, "y", "x", ints("kernel_shape", 3)));
            add(pool + " kernel of seven", body().node(pool, "y", "x", ints("kernel_shape", 3, 3, 3, 3, 3, 3, 3)));
            add(pool + " ceil_mode 7", body().node(pool, "y", "x", three, integer("ceil_mode", 7)));
            add(
                    pool + " of a giant kernel and pads", // never ends
                    body().node(
                                    pool,
                                    "y",
                                    "x",
                                    ints("kernel_shape", 30000, 30000),
                                    ints("pads", 29999, 29999, 29999, 29999)));
        }
        for (String pool : List.of("GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool")) {
            any(pool + " of a vector", body().random("v", 4).node(pool, "y", "v"));
            any(pool + " of a number", body().random("v").node(pool, "y", "v"));
        }
        for (long index : new long[] {1L << 40, -(1L << 40)}) {
            any(
                    "MaxUnpool at " + index,
                    body().constant("i", many(64, index))
                            .constant("s", 1, 4, 4, 4)
                            .node("Reshape", "at", "i s")
                            .random("v", 1, 4, 4, 4)
                            .node("MaxUnpool", "y", "v at", ints("kernel_shape", 2, 2), ints("strides", 2, 2)));
        }
    }

    private void axes() {
        for (String operator : List.of("Softmax", "LogSoftmax", "Hardmax", "Flatten", "ArgMax", "Split", "Unique")) {
            each(operator + " along", AXES, axis -> body().node(operator, "y", "x", integer("axis", axis)));
        }
        each("Concat along", AXES, axis -> body().node("Concat", "y", "x x", integer("axis", axis)));
        each(
                "LayerNormalization along",
                AXES,
                axis -> body(17).random("g", 8).node("LayerNormalization", "y", "x g g", integer("axis", axis)));
        each("Transpose by", AXES, axis -> body().node("Transpose", "y", "x", ints("perm", 0, 1, 2, axis)));
        each("ReduceMean along", AXES, axis -> body().node("ReduceMean", "y", "x", ints("axes", axis)));
        each("Gather along", AXES, axis -> gather(0, integer("axis", axis)));
        each("CumSum along", AXES, axis -> body().constant("a", axis).node("CumSum", "y", "x a"));
        each("Squeeze at", AXES, axis -> body().constant("a", axis).node("Squeeze", "y", "x a"));
        each("Unsqueeze at", AXES, axis -> body().constant("a", axis).node("Unsqueeze", "y", "x a"));
        each(
                "Shape from",
                AXES,
                axis -> body(15).node("Shape", "h", "x", integer("start", axis)).node("ConstantOfShape", "y", "h"));
        each("Split in", AXES, axis -> body(18).node("Split", "y", "x", integer("num_outputs", axis)));
        add("Transpose by doubles", body().node("Transpose", "y", "x", ints("perm", 0, 0, 0, 0)));
        add("Transpose by two", body().node("Transpose", "y", "x", ints("perm", 1, 0)));
        for (String operator : List.of("DepthToSpace", "SpaceToDepth")) { // overflows, and divides by it
            each(operator + " by", ABSURD, size -> body().node(operator, "y", "x", integer("blocksize", size)));
        }
        for (String part : List.of("starts", "ends", "axes", "steps")) {
            each("Slice " + part, ABSURD, value -> slice(part, value));
        }
    }

    private static TestModel slice(String part, long value) {
        return body().constant("starts", part.equals("starts") ? value : 0)
                .constant("ends", part.equals("ends") ? value : Long.MAX_VALUE)
                .constant("axes", part.equals("axes") ? value : 2)
                .constant("steps", part.equals("steps") ? value : 1)
                .node("Slice", "y", "x starts ends axes steps");
    }

    private static TestModel gather(long index, AttributeProto axis) {
        return body().constant("i", index).node("Gather", "y", "x i", axis);
    }

    private void indices() {
        each("Gather at", ABSURD, index -> gather(index, integer("axis", 1)));
        eachAny("Gather of a constant at", ABSURD, index -> indexed("Gather", index, "c i"));
        eachAny("GatherElements at", ABSURD, index -> indexed("GatherElements", index, "c i"));
        eachAny("GatherND at", ABSURD, index -> indexed("GatherND", index, "c i"));
        eachAny("ScatterElements at", ABSURD, index -> indexed("ScatterElements", index, "c i u"));
        eachAny("ScatterND at", ABSURD, index -> indexed("ScatterND", index, "c i2 u"));
        eachAny("GatherND of batches", AXES, dims -> indexed("GatherND", 0, "x i", integer("batch_dims", dims)));
        for (String padding : List.of("zeros", "border", "reflection")) {
            for (float place : new float[] {Float.NaN, 1e30f, Float.NEGATIVE_INFINITY}) {
                float[] grid = new float[128];
                java.util.Arrays.fill(grid, place);
                add(
                        "GridSample %s at %s".formatted(padding, place),
                        body(16).constant("g", grid, 1, 8, 8, 2)
                                .node("GridSample", "y", "x g", text("padding_mode", padding)));
            }
        }
    }

    private static TestModel indexed(String operator, long index, String inputs, AttributeProto... attributes) {
        return body().random("c", 4)
                .random("u", 1)
                .constant("i", index)
                .constant("one", 1, 1)
                .node("Reshape", "i2", "i one")
                .node(operator, "y", inputs, attributes);
    }

    private void arithmetic() {
        for (TensorProto.DataType type : List.of(TensorProto.DataType.INT64, TensorProto.DataType.INT32)) {
            long least = type == TensorProto.DataType.INT64 ? Long.MIN_VALUE : Integer.MIN_VALUE;
            for (String operator : List.of("Div", "Mod")) {
                any("%s %s by 0".formatted(type, operator), divided(operator, type, 7, 0));
                any("%s %s of the least by -1".formatted(type, operator), divided(operator, type, least, -1)); // traps
            }
            any(type + " Pow", divided("Pow", type, 0, -1));
        }
        any(
                "Div by what the input makes",
                body().node("Shape", "h", "x").node("Sub", "zero", "h h").node("Div", "y", "h zero"));
        for (String operator : List.of("Concat", "Einsum", "Max", "Mean", "Min", "Sum")) { // null in ONNX Runtime
            AttributeProto attribute =
                    operator.equals("Einsum") ? text("equation", "nchw,nchw->nchw") : integer("axis", 1);
            add(operator + " with a name left empty", body().node(operator, "y", "x ", attribute));
        }
        for (String equation : List.of("...->->,,,", "", "abcd,efgh->abcdefgh", "a".repeat(100_000))) {
            add("Einsum of " + equation.length(), body().node("Einsum", "y", "x x", text("equation", equation)));
        }
        each(
                "Cast to",
                new long[] {0, -1, 8, 14, 15, 99, 1L << 40},
                type -> body().node("Cast", "c", "x", integer("to", type)).node("Cast", "y", "c", integer("to", 1)));
        add("MatMul of no fit", body().random("m", 3, 3).node("MatMul", "y", "x m"));
        add(
                "MatMul of nothing",
                body().random("m", 8, 0)
                        .random("k", 0, 8)
                        .node("MatMul", "none", "x m")
                        .node("MatMul", "y", "none k"));
        add(
                "Clip from above to below",
                body().constant("a", new float[] {1})
                        .constant("b", new float[] {-1})
                        .node("Clip", "y", "x a b"));
    }

    private static TestModel divided(String operator, TensorProto.DataType type, long number, long divisor) {
        AttributeProto to = integer("to", type.getNumber());
        return body().constant("n0", number)
                .constant("d0", divisor)
                .node("Cast", "n", "n0", to)
                .node("Cast", "d", "d0", to)
                .node(operator, "y", "n d");
    }

    private void normalizations() {
        for (float epsilon : new float[] {Float.NaN, -1, 0, Float.POSITIVE_INFINITY}) {
            AttributeProto attribute = real("epsilon", epsilon);
            add(
                    "BatchNormalization epsilon " + epsilon,
                    body().random("g", 4).node("BatchNormalization", "y", "x g g g g", attribute));
            add(
                    "InstanceNormalization epsilon " + epsilon,
                    body().random("g", 4).node("InstanceNormalization", "y", "x g g", attribute));
        }
        for (int width : new int[] {0, 1, 5}) {
            TestModel wide = body(17).random("g", width);
            add("LayerNormalization of " + width, wide.node("LayerNormalization", "y", "x g g"));
            add(
                    "BatchNormalization of " + width,
                    body().random("g", width).node("BatchNormalization", "y", "x g g g g"));
            add("PRelu of " + width, body().random("g", width).node("PRelu", "y", "x g"));
        }
        add(
                "LayerNormalization with a name left empty",
                body(17).random("g", 8).node("LayerNormalization", "y", "x g "));
        add(
                "BatchNormalization in training",
                body(14).random("g", 4).node("BatchNormalization", "y", "x g g g g", integer("training_mode", 1)));
        each("LRN size", ABSURD, size -> body().node("LRN", "y", "x", integer("size", size)));
        each(
                "GroupNormalization",
                ABSURD,
                groups -> body(21).random("g", 4)
                        .node("GroupNormalization", "y", "x g g", integer("num_groups", groups)));
    }

    private void quantized() {
        eachAny(
                "DequantizeLinear of blocks",
                ABSURD,
                block -> body(21).raw("q", TensorProto.DataType.INT8, new byte[4], 4, 1)
                        .random("s", 1, 1)
                        .node("DequantizeLinear", "y", "q s", integer("block_size", block), integer("axis", 0)));
        any(
                "DequantizeLinear of other scales",
                body().raw("q", TensorProto.DataType.INT8, new byte[4], 4)
                        .random("s", 3)
                        .node("DequantizeLinear", "y", "q s", integer("axis", 0)));
        TestModel bytes = body().constant("one", new float[] {1})
                .raw("z", TensorProto.DataType.UINT8, new byte[1])
                .raw("z7", TensorProto.DataType.UINT8, new byte[7], 7)
                .raw("w", TensorProto.DataType.UINT8, new byte[16], 4, 4, 1, 1)
                .node("QuantizeLinear", "q", "x one z");
        any("ConvInteger of odd zero points", bytes.node("ConvInteger", "y", "q w z7 z7"));
    }

    private void rare() {
        for (String cell : List.of("LSTM", "GRU", "RNN")) {
            eachAny(
                    cell + " of width",
                    ABSURD,
                    width -> body().random("v", 1, 1, 4)
                            .random("w", 1, 12, 4)
                            .random("r", 1, 12, 4)
                            .node(cell, "y", "v w r", integer("hidden_size", width)));
        }
        for (String attribute : List.of("sampling_ratio", "output_height", "output_width")) {
            eachAny("RoiAlign " + attribute, ABSURD, value -> roi(0, integer(attribute, value)));
            eachAny("RoiAlign " + attribute, new long[] {1 << 24}, value -> roi(0, integer(attribute, value)));
        }
        eachAny("RoiAlign of batch", ABSURD, batch -> roi(batch));
        eachAny(
                "Trilu",
                ABSURD,
                k -> body(14).constant("k1", k)
                        .constant("none")
                        .node("Reshape", "k", "k1 none")
                        .node("Trilu", "y", "x k"));
        eachAny(
                "STFT of frames",
                ABSURD,
                frames -> body(17).random("v", 1, 64, 1)
                        .constant("step", 4)
                        .constant("length", frames)
                        .node("STFT", "y", "v step  length"));
        eachAny("HannWindow", ABSURD, size -> body(17).constant("size", size).node("HannWindow", "y", "size"));
        eachAny(
                "Multinomial",
                ABSURD,
                count -> body().random("m", 1, 4).node("Multinomial", "y", "m", integer("sample_size", count)));
        eachAny("TopK", ABSURD, k -> body().constant("k", k).node("TopK", "y", "x k"));
        eachAny(
                "ReverseSequence",
                ABSURD,
                length -> body().random("s", 4, 1).constant("n", length).node("ReverseSequence", "y", "s n"));
    }

    private static TestModel roi(long batch, AttributeProto... attributes) {
        return body(16).random("r", 1, 4).constant("b", batch).node("RoiAlign", "y", "x r b", attributes);
    }

    static long[] many(int count, long value) {
        long[] values = new long[count];
        java.util.Arrays.fill(values, value);
        return values;
    }
}
