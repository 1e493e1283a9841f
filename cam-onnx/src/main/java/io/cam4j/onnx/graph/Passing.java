package io.cam4j.onnx.graph;

import java.util.Set;

/** Nodes that pass values on. */
final class Passing {
    private static final Set<String> SAME = Set.of("Identity", "Dropout", "Cast");
    private static final Set<String> RESHAPING = Set.of("Flatten", "Reshape", "Squeeze", "Unsqueeze", "Transpose");

    private Passing() {}

    /** Returns whether a node gives what it takes, in the same shape. */
    static boolean keeps(OnnxNode node) {
        return SAME.contains(node.operator());
    }

    /**
     * Returns whether a node gives what it takes, perhaps in another shape. Behind a pool each picture is a vector of C
     * values, whatever axes of one surround them, and reordering those axes changes nothing.
     */
    static boolean reshapes(OnnxNode node) {
        return keeps(node) || RESHAPING.contains(node.operator());
    }
}
