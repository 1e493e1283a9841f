package io.cam4j.onnx.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;
import java.util.Locale;

/**
 * What a file says of one of its tensors.
 *
 * @param name of the tensor
 * @param type element type as ONNX spells it, in lower case ({@code float}, {@code float16}, {@code uint8}); empty where
 *     the file does not say
 * @param shape a number an axis, or the axis' name, or {@code ?}; empty where the file does not say
 */
public record TensorInfo(String name, String type, List<String> shape) {
    /** Copies the shape. */
    public TensorInfo {
        shape = List.copyOf(shape);
    }

    static TensorInfo of(ValueInfoProto info) {
        TypeProto.Tensor tensor = info.getType().getTensorType();
        TensorProto.DataType type = TensorProto.DataType.forNumber(tensor.getElemType());
        boolean known = type != null && type != TensorProto.DataType.UNDEFINED;
        return new TensorInfo(
                info.getName(),
                known ? type.name().toLowerCase(Locale.ROOT) : "",
                tensor.getShape().getDimList().stream().map(TensorInfo::axis).toList());
    }

    private static String axis(TensorShapeProto.Dimension axis) {
        return switch (axis.getValueCase()) {
            case DIM_VALUE -> Long.toString(axis.getDimValue());
            case DIM_PARAM -> axis.getDimParam();
            default -> "?";
        };
    }

    /** Returns name, type and shape, for example {@code features: float [n, 512, 7, 7]}. */
    @Override
    public String toString() {
        return "%s: %s %s".formatted(name, type.isEmpty() ? "?" : type, shape);
    }
}
