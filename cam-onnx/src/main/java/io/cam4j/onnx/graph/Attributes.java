package io.cam4j.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;

/** Attributes of nodes that are added to a graph. */
public final class Attributes {
    private Attributes() {}

    /** Returns a whole number. */
    public static AttributeProto integer(String name, long value) {
        return named(name, AttributeProto.AttributeType.INT).setI(value).build();
    }

    /** Returns a list of whole numbers. */
    public static AttributeProto integers(String name, List<Long> values) {
        return named(name, AttributeProto.AttributeType.INTS).addAllInts(values).build();
    }

    /** Returns a number. */
    public static AttributeProto real(String name, float value) {
        return named(name, AttributeProto.AttributeType.FLOAT).setF(value).build();
    }

    private static AttributeProto.Builder named(String name, AttributeProto.AttributeType type) {
        return AttributeProto.newBuilder().setName(name).setType(type);
    }
}
