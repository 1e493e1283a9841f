package io.cam4j.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How large a graph gets when each call of a function the model brings along (ONNX, "Functions") is replaced by the
 * function's nodes, as ONNX Runtime does, recursively: functions that call each other twice, a few dozen deep, would fill
 * any memory, and a thousand deep its stack.
 */
final class FunctionCalls {
    private static final int DEEPEST = 32;
    private static final long ENOUGH = 1L << 32; // sums of these do not overflow
    private static final Size BEGUN = new Size(0, -1); // and not ended: whoever meets it calls itself

    private final Map<String, FunctionProto> functions = new HashMap<>();
    private final Map<String, Size> sizes = new HashMap<>();

    private record Size(long nodes, int depth) {}

    FunctionCalls(List<FunctionProto> list) {
        for (FunctionProto function : list) {
            functions.put(name(function.getDomain(), function.getName()), function);
        }
    }

    private static String name(String domain, String name) {
        return domain.equals("ai.onnx") ? ":" + name : domain + ":" + name;
    }

    /**
     * Returns how many nodes a node becomes, those of its subgraphs left out.
     *
     * @throws MalformedGraphException if a function calls itself, calls are too deep, or with more than the function takes
     */
    long nodes(NodeProto node) {
        return functions.isEmpty() ? 1 : size(node, 0).nodes;
    }

    private Size size(NodeProto node, int callers) {
        String name = name(node.getDomain(), node.getOpType());
        FunctionProto function = functions.get(name);
        if (function == null) {
            return new Size(1, 0);
        }
        if (node.getInputCount() > function.getInputCount() || node.getOutputCount() > function.getOutputCount()) {
            throw new MalformedGraphException(
                    "%s is called with more inputs or outputs than the function has".formatted(new OnnxNode(node)));
        }
        checkDepth(callers + 1, name);
        Size known = sizes.put(name, BEGUN);
        if (BEGUN.equals(known)) {
            throw new MalformedGraphException("the function '%s' calls itself".formatted(name));
        }
        Size size = known == null ? sum(function.getNodeList(), callers + 1) : known;
        checkDepth(callers + size.depth + 1, name);
        sizes.put(name, size);
        return new Size(size.nodes, size.depth + 1);
    }

    private static void checkDepth(int depth, String name) {
        if (depth > DEEPEST) {
            throw new MalformedGraphException(
                    "functions that call each other at most %d deep expected, '%s' goes deeper"
                            .formatted(DEEPEST, name));
        }
    }

    private Size sum(List<NodeProto> list, int callers) {
        long nodes = 0;
        int depth = 0;
        for (NodeProto node : list) {
            Size size = size(node, callers);
            nodes += size.nodes;
            depth = Math.max(depth, size.depth);
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasG()) {
                    Size inner = sum(attribute.getG().getNodeList(), callers);
                    nodes += inner.nodes;
                    depth = Math.max(depth, inner.depth);
                }
            }
        }
        return new Size(Math.min(nodes, ENOUGH), depth);
    }
}
