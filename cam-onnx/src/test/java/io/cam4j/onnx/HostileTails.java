package io.cam4j.onnx;

import static io.cam4j.onnx.HostileModel.ABSURD;
import static io.cam4j.onnx.HostileModel.body;
import static io.cam4j.onnx.HostileModel.text;
import static io.cam4j.onnx.TestModel.CHANNELS;
import static io.cam4j.onnx.TestModel.CLASSES;
import static io.cam4j.onnx.TestModel.integer;
import static io.cam4j.onnx.TestModel.real;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.ArrayList;
import java.util.List;

/** Models with one absurd operator between the pool and the last layer, where a backward pass is formed. */
final class HostileTails {
    private static final int OPSET = 20; // the first with Gelu
    private static final long[] AXES = {2, 3, -3, -5, Integer.MAX_VALUE, Integer.MIN_VALUE};

    private static final List<String> POINTWISE = List.of(
            "Abs",
            "Cast",
            "Clip",
            "Dropout",
            "Elu",
            "Erf",
            "Exp",
            "Gelu",
            "HardSigmoid",
            "HardSwish",
            "Identity",
            "LeakyRelu",
            "Log",
            "Mish",
            "Neg",
            "Relu",
            "Selu",
            "Sigmoid",
            "Softplus",
            "Sqrt",
            "Tanh");
    private static final List<String> PAIRS = List.of("Add", "Div", "Mul", "Sub", "MatMul", "Gemm");

    private final List<HostileModel> models = new ArrayList<>();

    static List<HostileModel> all() {
        HostileTails all = new HostileTails();
        all.layerNormalizations();
        all.batchNormalizations();
        all.pointwise();
        all.pairs();
        all.axes();
        return all.models;
    }

    /** Adds a model whose tail takes constants too: {@code c} of a wanted shape, {@code v} [4], {@code m} [4, 4]. */
    private void add(String name, String operator, String inputs, long[] shape, AttributeProto... attributes) {
        TestModel model = body(OPSET)
                .random("c", shape)
                .random("v", CHANNELS)
                .random("m", CHANNELS, CHANNELS)
                .node("GlobalAveragePool", "pooled", "x")
                .node("Flatten", "flat", "pooled")
                .node(operator, "hidden", inputs, attributes)
                .random("w", CHANNELS, CLASSES)
                .random("b", CLASSES)
                .node("Gemm", "logits", "hidden w b")
                .output("logits", 0, CLASSES);
        models.add(HostileModel.of("a tail of " + name, model));
    }

    private void add(String name, String operator, String inputs, AttributeProto... attributes) {
        add(name, operator, inputs, new long[] {CHANNELS}, attributes);
    }

    private static List<long[]> shapes() {
        return List.of(
                new long[] {},
                new long[] {0},
                new long[] {1},
                new long[] {3},
                new long[] {1, 4},
                new long[] {4, 1},
                new long[] {2, 2},
                new long[] {1, 1, 4},
                new long[] {2, 1, 1, 4});
    }

    private void eachShape(String operator, String inputs, AttributeProto... attributes) {
        List<long[]> shapes = shapes();
        for (int i = 0; i < shapes.size(); i++) {
            String name = "%s of %s, shape %d".formatted(operator, inputs, i);
            add(name, operator, inputs, shapes.get(i), attributes);
        }
    }

    private void layerNormalizations() {
        for (long[] axes : List.of(AXES, ABSURD)) {
            for (long axis : axes) {
                add("LayerNormalization along " + axis, "LayerNormalization", "flat v v", integer("axis", axis));
            }
        }
        for (String inputs : List.of("flat", "flat ", "flat  v", "flat v ", "flat v v v", "flat flat", "flat v flat")) {
            add("LayerNormalization of '%s'".formatted(inputs), "LayerNormalization", inputs);
        }
        eachShape("LayerNormalization", "flat c");
        eachShape("LayerNormalization", "flat v c");
        eachShape("LayerNormalization", "flat c c", integer("axis", 0));
        add("LayerNormalization, its axis a text", "LayerNormalization", "flat v v", text("axis", "last"));
    }

    private void batchNormalizations() {
        for (String inputs : List.of(
                "flat", "flat v", "flat v v v", "flat  v v v", "flat v v v ", "flat v v v v v", "flat v v flat v")) {
            add("BatchNormalization of '%s'".formatted(inputs), "BatchNormalization", inputs);
        }
        eachShape("BatchNormalization", "flat c c c c");
        eachShape("BatchNormalization", "flat c v v v");
        eachShape("BatchNormalization", "flat v v v c");
        add("BatchNormalization of a vector", "BatchNormalization", "v v v v v");
        add("BatchNormalization in training", "BatchNormalization", "flat v v v v", integer("training_mode", 1));
        add("BatchNormalization of no number", "BatchNormalization", "flat v v v v", real("epsilon", Float.NaN));
    }

    private void pointwise() {
        for (String operator : POINTWISE) {
            for (String inputs : List.of("", "flat flat", "flat v", "flat  v", "flat v v v")) {
                add("%s of '%s'".formatted(operator, inputs), operator, inputs);
            }
            add(operator + " of a text", operator, "flat", text("alpha", "?"));
        }
        eachShape("Clip", "flat c");
        eachShape("Clip", "flat  c");
        eachShape("Clip", "flat c c");
        eachShape("Dropout", "flat c");
        eachShape("Dropout", "flat c c");
        for (long type : ABSURD) {
            add("Cast to " + type, "Cast", "flat", integer("to", type));
        }
        add("Gelu of no approximation", "Gelu", "flat", text("approximate", "?"));
        add("HardSigmoid of no number", "HardSigmoid", "flat", real("alpha", Float.NaN));
    }

    private void pairs() {
        for (String operator : PAIRS) {
            for (String inputs : List.of("", "flat", "flat ", " flat", "flat m flat", "flat flat flat", "flat m v v")) {
                add("%s of '%s'".formatted(operator, inputs), operator, inputs);
            }
            eachShape(operator, "flat c");
            eachShape(operator, "c flat");
        }
        eachShape("Gemm", "flat m c");
        add("Gemm of a sum that is the image's", "Gemm", "flat m flat");
        add("Gemm of the image's, wide, as sum", "Gemm", "v m flat");
        for (long each : ABSURD) {
            add("Gemm transB " + each, "Gemm", "flat m v", integer("transB", each));
            add("Gemm transA " + each, "Gemm", "flat m v", integer("transA", each));
        }
    }

    private void axes() {
        for (long[] axes : List.of(AXES, ABSURD)) {
            for (long axis : axes) {
                add("Flatten at " + axis, "Flatten", "flat", integer("axis", axis));
            }
        }
    }
}
