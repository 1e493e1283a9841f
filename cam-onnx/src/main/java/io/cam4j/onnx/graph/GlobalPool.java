package io.cam4j.onnx.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The spellings of a mean over all places of a [n, C, h, w] tensor. */
final class GlobalPool {
    private static final Set<Long> SPATIAL = Set.of(2L, 3L);

    private GlobalPool() {}

    static boolean is(OnnxGraph graph, OnnxNode node) {
        return switch (node.operator()) {
            case "GlobalAveragePool" -> true;
            case "ReduceMean" -> SPATIAL.equals(axes(graph, node));
            default -> false;
        };
    }

    /** Axes stand in an attribute, or from opset 18 on in an input; negative ones count from the end. */
    private static Set<Long> axes(OnnxGraph graph, OnnxNode node) {
        List<Long> axes = node.intsAttribute("axes")
                .orElseGet(() -> node.input(1)
                        .flatMap(graph::constant)
                        .map(constant -> Arrays.stream(constant.longs()).boxed().toList())
                        .orElse(List.of()));
        return axes.stream().map(axis -> axis < 0 ? axis + 4 : axis).collect(Collectors.toSet());
    }
}
