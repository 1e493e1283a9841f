package io.cam4j.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Types of tensors a file says nothing of: most operators give the type they take (ONNX, "Operators"). */
public final class ElementTypes {
    private static final Set<String> LOGICAL = Set.of(
            "Equal", "Less", "Greater", "LessOrEqual", "GreaterOrEqual", "And", "Or", "Xor", "Not", "IsNaN", "IsInf");
    private static final Set<String> COUNTING = Set.of("Shape", "Size", "ArgMax", "ArgMin", "NonZero");
    private static final Set<String> FLOATS = Set.of("float", "double", "float16", "bfloat16");

    private ElementTypes() {}

    static String of(OnnxGraph graph, String tensor) {
        String here = tensor;
        Set<String> passed = new HashSet<>();
        while (passed.add(here)) {
            String known = known(graph, here);
            if (!known.isEmpty()) {
                return known;
            }
            OnnxNode node = graph.producer(here).orElse(null);
            if (node == null) {
                break;
            }
            String given = given(node);
            if (!given.isEmpty()) {
                return given;
            }
            here = node.input(deciding(node)).orElse("");
        }
        return "float";
    }

    private static String known(OnnxGraph graph, String tensor) {
        return graph.storedType(tensor)
                .or(() -> graph.info(tensor).map(TensorInfo::type))
                .orElse("");
    }

    /** The type an operator gives whatever it takes; empty where that depends on what it takes. */
    private static String given(OnnxNode node) {
        if (LOGICAL.contains(node.operator())) {
            return "bool";
        }
        if (COUNTING.contains(node.operator())) {
            return "int64";
        }
        return switch (node.operator()) {
            case "Cast" -> name(node.intAttribute("to", 1));
            case "ConstantOfShape" ->
                node.attribute("value")
                        .map(AttributeProto::getT)
                        .map(value -> name(value.getDataType()))
                        .orElse("float");
            default -> "";
        };
    }

    /** Returns whether values of a type, as {@link OnnxGraph#typeOf} spells it, are floats. */
    public static boolean isFloat(String type) {
        return FLOATS.contains(type);
    }

    /** Returns whether a Cast gives floats, which other floats become without a jump. */
    public static boolean isCastToFloat(OnnxNode cast) {
        return isFloat(name(cast.intAttribute("to", 1)));
    }

    private static String name(long type) {
        TensorProto.DataType found = TensorProto.DataType.forNumber((int) type);
        return found == null ? "undefined" : found.name().toLowerCase(Locale.ROOT);
    }

    private static int deciding(OnnxNode node) {
        return switch (node.operator()) {
            case "Where", "DequantizeLinear", "CastLike" -> 1;
            case "QuantizeLinear" -> 2;
            default -> 0;
        };
    }
}
