package io.cam4j.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.SparseTensorProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model has to keep to before ONNX Runtime gets it: release 1.29 crashes, never ends or takes all memory on some
 * that do not. {@code docs/hostile-models.md} lists on which, and what cannot be told from a file.
 */
final class GraphLimits {
    static final int MOST_PARTS = 20_000; // of each kind; ONNX Runtime's time grows with the square of some
    private static final int MOST_ATTRIBUTES = 1000;
    private static final int MOST_USES = 5000; // of one tensor
    private static final int MOST_INPUTS = 5000; // of one node
    private static final long MOST_SPARSE = 1L << 28;

    private final FunctionCalls functions;
    private long nodes;

    private GraphLimits(ModelProto model) {
        functions = new FunctionCalls(model.getFunctionsList());
    }

    /**
     * Checks a graph, its subgraphs and functions.
     *
     * @throws MalformedGraphException that says which limit it does not keep to
     */
    static void check(OnnxGraph graph) {
        ModelProto model = graph.model();
        most("opset imports", model.getOpsetImportCount(), MOST_ATTRIBUTES);
        most("functions", model.getFunctionsCount(), MOST_PARTS);
        GraphLimits limits = new GraphLimits(model);
        limits.check(model.getGraph(), false);
        for (FunctionProto function : model.getFunctionsList()) {
            limits.checkNodes(function.getNodeList(), true);
        }
        for (OnnxNode node : graph.nodes()) {
            SizeLimits.check(graph, node);
        }
    }

    private void check(GraphProto graph, boolean inner) {
        for (NodeProto node : graph.getNodeList()) {
            nodes += functions.nodes(node);
        }
        most("nodes, those of functions and subgraphs included,", nodes, MOST_PARTS);
        most("initializers", graph.getInitializerCount(), MOST_PARTS);
        most("inputs", graph.getInputCount(), MOST_PARTS);
        most("outputs", graph.getOutputCount(), MOST_PARTS);
        most("value infos", graph.getValueInfoCount(), MOST_PARTS);
        most("sparse initializers", graph.getSparseInitializerCount(), MOST_PARTS);
        for (SparseTensorProto sparse : graph.getSparseInitializerList()) {
            check(sparse);
        }
        checkNodes(graph.getNodeList(), inner);
    }

    private void checkNodes(List<NodeProto> some, boolean inner) {
        checkUses(some);
        for (NodeProto node : some) {
            if (inner && node.getOpType().equals("Loop")) {
                throw SizeLimits.endless(node);
            }
            most("attributes of a node", node.getAttributeCount(), MOST_ATTRIBUTES);
            most("inputs of a node", node.getInputCount(), MOST_INPUTS);
            most("outputs of a node", node.getOutputCount(), MOST_INPUTS);
            NodeLimits.check(new OnnxNode(node));
            for (AttributeProto attribute : node.getAttributeList()) {
                check(attribute);
            }
        }
    }

    private static void checkUses(List<NodeProto> some) {
        long inputs = 0;
        for (NodeProto node : some) {
            inputs += node.getInputCount();
        }
        if (inputs <= MOST_USES) { // nearly always
            return;
        }
        Map<String, Integer> uses = new HashMap<>();
        for (NodeProto node : some) {
            for (String input : node.getInputList()) {
                if (!input.isEmpty()) {
                    most("uses of a tensor", uses.merge(input, 1, Integer::sum), MOST_USES);
                }
            }
        }
    }

    private void check(AttributeProto attribute) {
        if (attribute.hasG()) {
            check(attribute.getG(), true);
        }
        for (GraphProto graph : attribute.getGraphsList()) {
            check(graph, true);
        }
        if (attribute.hasSparseTensor()) {
            check(attribute.getSparseTensor());
        }
    }

    /** ONNX Runtime makes a full tensor of it. */
    private static void check(SparseTensorProto sparse) {
        SizeLimits.product("a sparse tensor", sparse.getDimsList(), MOST_SPARSE);
    }

    private static void most(String what, long found, long most) {
        if (found > most) {
            throw new MalformedGraphException(
                    "at most %d %s expected, the model has %d. Simplify the graph (onnx-simplifier) or split it"
                            .formatted(most, what, found));
        }
    }
}
