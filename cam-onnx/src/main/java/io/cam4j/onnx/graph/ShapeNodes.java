package io.cam4j.onnx.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.Collection;

/** Outputs that tell the shapes of tensors, added to a model for a run that measures. No tensor has to outlive its use. */
public final class ShapeNodes {
    private static final String PREFIX = "cam4j/shape/";

    private ShapeNodes() {}

    /** Returns the nodes and outputs. */
    public static GraphProto of(Collection<String> tensors) {
        GraphProto.Builder added = GraphProto.newBuilder();
        for (String tensor : tensors) {
            String name = output(tensor);
            added.addNode(NodeProto.newBuilder()
                    .setOpType("Shape")
                    .setName(name)
                    .addInput(tensor)
                    .addOutput(name));
            added.addOutput(ValueInfoProto.newBuilder().setName(name));
        }
        return added.build();
    }

    /** Returns the name of the output with a tensor's shape, a vector of int64. */
    public static String output(String tensor) {
        return PREFIX + tensor;
    }
}
