package io.cam4j.onnx.graph;

import io.cam4j.preprocessing.TensorLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A mean over all places of a spatial tensor, as it is spelled in a graph.
 *
 * @param nodes that make it up, last first
 * @param data the tensor pooled
 * @param layout order of the tensor's axes
 */
record GlobalPool(List<OnnxNode> nodes, String data, TensorLayout layout) {
    GlobalPool {
        nodes = List.copyOf(nodes);
    }

    /** Returns the pool that ends in a node, empty if none does. */
    static Optional<GlobalPool> read(OnnxGraph graph, OnnxNode node) {
        return node.input(0).flatMap(data -> switch (node.operator()) {
            case "GlobalAveragePool" -> Optional.of(new GlobalPool(List.of(node), data, TensorLayout.NCHW));
            case "AveragePool" -> averagePool(graph, node, data);
            case "ReduceMean" -> reduceMean(graph, node, data);
            default -> Optional.empty();
        });
    }

    /** A window as large as the map; one of unknown size is taken for such, and completeness proves it or not. */
    private static Optional<GlobalPool> averagePool(OnnxGraph graph, OnnxNode node, String data) {
        List<Long> kernel = node.intsAttribute("kernel_shape").orElse(List.of());
        if (kernel.size() != 2 || (kernel.get(0) == 1 && kernel.get(1) == 1)) {
            return Optional.empty();
        }
        List<String> shape = graph.info(data).map(TensorInfo::shape).orElse(List.of());
        boolean smaller =
                shape.size() == 4 && (isLarger(shape.get(2), kernel.get(0)) || isLarger(shape.get(3), kernel.get(1)));
        return smaller ? Optional.empty() : Optional.of(new GlobalPool(List.of(node), data, TensorLayout.NCHW));
    }

    private static boolean isLarger(String size, long window) {
        return size.matches("\\d{1,9}") && Long.parseLong(size) > window;
    }

    private static Optional<GlobalPool> reduceMean(OnnxGraph graph, OnnxNode node, String data) {
        Set<Long> axes = axes(graph, node);
        if (axes.equals(Set.of(2L, 3L)) || axes.equals(Set.of(-1L, -2L))) {
            return Optional.of(new GlobalPool(List.of(node), data, TensorLayout.NCHW));
        }
        if (axes.equals(Set.of(1L, 2L)) || axes.equals(Set.of(-2L, -3L))) {
            return Optional.of(channelsLast(graph, node, data));
        }
        if (axes.equals(Set.of(2L)) || axes.equals(Set.of(-1L))) {
            return overFlatPlaces(graph, node, data);
        }
        return Optional.empty();
    }

    /** [n, h, w, C]; where a Transpose from [n, C, h, w] stands just before, the tensor before that. */
    private static GlobalPool channelsLast(OnnxGraph graph, OnnxNode node, String data) {
        Optional<OnnxNode> before = graph.producer(data).filter(GlobalPool::movesChannelsLast);
        return before.flatMap(transpose -> transpose.input(0))
                .map(tensor -> new GlobalPool(List.of(node, before.get()), tensor, TensorLayout.NCHW))
                .orElseGet(() -> new GlobalPool(List.of(node), data, TensorLayout.NHWC));
    }

    private static boolean movesChannelsLast(OnnxNode node) {
        return node.operator().equals("Transpose")
                && node.intsAttribute("perm").equals(Optional.of(List.of(0L, 2L, 3L, 1L)));
    }

    /** [n, C, h·w], which a Reshape made of [n, C, h, w]. */
    private static Optional<GlobalPool> overFlatPlaces(OnnxGraph graph, OnnxNode node, String data) {
        return graph.producer(data)
                .filter(before -> before.operator().equals("Reshape") && makesThreeAxes(graph, before))
                .flatMap(before -> before.input(0)
                        .map(tensor -> new GlobalPool(List.of(node, before), tensor, TensorLayout.NCHW)));
    }

    /** A shape of another length makes the last axis another one: the channels, whose mean a LayerNormalization takes. */
    private static boolean makesThreeAxes(OnnxGraph graph, OnnxNode reshape) {
        return reshape.input(1)
                .flatMap(graph::constant)
                .map(shape -> shape.longs().length == 3)
                .orElse(true);
    }

    /** Returns the name of the tensor of means. */
    String pooled() {
        return nodes.get(0).outputs().get(0);
    }

    /** Returns the shape of the means for one image. */
    List<Long> pooledShape(long channels) {
        OnnxNode last = nodes.get(0);
        if (last.operator().equals("ReduceMean") && last.intAttribute("keepdims", 1) == 0) {
            return List.of(1L, channels);
        }
        boolean channelsLast = layout == TensorLayout.NHWC
                || nodes.stream().anyMatch(node -> node.operator().equals("Transpose"));
        if (channelsLast) {
            return List.of(1L, 1L, 1L, channels);
        }
        boolean flat = nodes.stream().anyMatch(node -> node.operator().equals("Reshape"));
        return flat ? List.of(1L, channels, 1L) : List.of(1L, channels, 1L, 1L);
    }

    /** Axes stand in an attribute, or from opset 18 on in an input; negative ones count from the end. */
    private static Set<Long> axes(OnnxGraph graph, OnnxNode node) {
        return node
                .intsAttribute("axes")
                .orElseGet(() -> node.input(1)
                        .flatMap(graph::constant)
                        .map(constant -> Arrays.stream(constant.longs()).boxed().toList())
                        .orElse(List.of()))
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }
}
