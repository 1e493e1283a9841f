package io.cam4j.onnx.graph;

import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

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
     * values, whatever axes of one surround them, and reordering those axes changes nothing; other axes, that
     * {@link #keepOrder} asks about.
     */
    static boolean reshapes(OnnxNode node) {
        return keeps(node) || RESHAPING.contains(node.operator());
    }

    /**
     * Returns whether nodes that reshape leave the values of each picture in their order: no Transpose stands behind a
     * Reshape that parts them, or moves the pictures' own axis. A Reshape whose sizes are computed counts as parting none.
     *
     * @param nodes last first
     */
    static boolean keepOrder(OnnxGraph graph, List<OnnxNode> nodes) {
        boolean moved = false;
        for (OnnxNode node : nodes) {
            if (movesFirstAxis(node) || (moved && parts(graph, node))) {
                return false;
            }
            moved |= isTranspose(node);
        }
        return true;
    }

    /** Returns whether nodes that reshape give the numbers they take, one for one: no Transpose, no rounding. */
    static boolean giveTheSame(List<OnnxNode> nodes) {
        return nodes.stream()
                .noneMatch(node ->
                        isTranspose(node) || (node.operator().equals("Cast") && !ElementTypes.isCastToFloat(node)));
    }

    private static boolean isTranspose(OnnxNode node) {
        return node.operator().equals("Transpose");
    }

    private static boolean movesFirstAxis(OnnxNode node) {
        return isTranspose(node) && node.intsAttribute("perm").orElse(List.of()).indexOf(0L) != 0;
    }

    /** A Reshape to more than one axis besides the first that is not of size one; 0 keeps a size. */
    private static boolean parts(OnnxGraph graph, OnnxNode node) {
        return node.operator().equals("Reshape")
                && node.input(1)
                        .flatMap(graph::constant)
                        .map(shape -> LongStream.of(shape.longs())
                                        .skip(1)
                                        .filter(size -> size != 0 && size != 1)
                                        .count()
                                > 1)
                        .orElse(false);
    }
}
