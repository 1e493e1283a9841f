package io.cam4j.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.List;
import java.util.Optional;

/** One node of a graph. Immutable. */
public final class OnnxNode {
    private final NodeProto proto;

    OnnxNode(NodeProto proto) {
        this.proto = proto;
    }

    /** Returns the operator, with its domain in front unless it is ONNX's own: {@code Conv}, {@code com.microsoft.Gelu}. */
    public String operator() {
        String domain = proto.getDomain();
        return domain.isEmpty() || domain.equals("ai.onnx") ? proto.getOpType() : domain + "." + proto.getOpType();
    }

    String domain() {
        return proto.getDomain();
    }

    /** Returns the node's name, often empty. */
    public String name() {
        return proto.getName();
    }

    /** Returns the names of the inputs; an empty name stands for an optional one left out. */
    public List<String> inputs() {
        return proto.getInputList();
    }

    /** Returns the names of the outputs. */
    public List<String> outputs() {
        return proto.getOutputList();
    }

    /** Returns the n-th input's name, empty if it is left out. */
    public Optional<String> input(int n) {
        return n < proto.getInputCount() && !proto.getInput(n).isEmpty()
                ? Optional.of(proto.getInput(n))
                : Optional.empty();
    }

    /** Returns a number among the attributes, or a fallback where there is none of the name. */
    public float floatAttribute(String name, float fallback) {
        return attribute(name).map(AttributeProto::getF).orElse(fallback);
    }

    /** Returns a whole number among the attributes, or a fallback where there is none of the name. */
    public long intAttribute(String name, long fallback) {
        return attribute(name).map(AttributeProto::getI).orElse(fallback);
    }

    /** Returns a list of whole numbers among the attributes, empty where there is none of the name. */
    public Optional<List<Long>> intsAttribute(String name) {
        return attribute(name).map(AttributeProto::getIntsList);
    }

    /** Returns a text among the attributes, or a fallback where there is none of the name. */
    public String textAttribute(String name, String fallback) {
        return attribute(name).map(attribute -> attribute.getS().toStringUtf8()).orElse(fallback);
    }

    /** Returns the attributes. */
    public List<AttributeProto> attributes() {
        return proto.getAttributeList();
    }

    NodeProto proto() {
        return proto;
    }

    Optional<AttributeProto> attribute(String name) {
        return proto.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals(name))
                .findFirst();
    }

    /** Returns operator and name, for example {@code Gemm '/fc/Gemm'}. */
    @Override
    public String toString() {
        return name().isEmpty() ? operator() : "%s '%s'".formatted(operator(), name());
    }
}
