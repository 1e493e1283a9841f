package io.cam4j.onnx.graph;

import java.util.List;
import java.util.Optional;

/** The number of channels of a tensor: from what the file says of it, or else from the layer that makes it. */
final class Widths {
    private static final int MOST_STEPS = 64;

    private final OnnxGraph graph;

    private Widths(OnnxGraph graph) {
        this.graph = graph;
    }

    /**
     * Returns the size of the axis of channels.
     *
     * @param axis of the channels in the tensor, for what the file says of it
     * @throws MalformedGraphException if neither the file nor a layer tells
     */
    static int of(OnnxGraph graph, String tensor, int axis) {
        return new Widths(graph)
                .find(tensor, axis)
                .filter(width -> width >= 1 && width <= Integer.MAX_VALUE)
                .orElseThrow(() -> new MalformedGraphException(
                        "the number of channels of the tensor '%s' is not to be told from the file".formatted(tensor)))
                .intValue();
    }

    private Optional<Long> find(String tensor, int axis) {
        String name = tensor;
        for (int step = 0; step < MOST_STEPS; step++) {
            Optional<Long> width = said(name, axis).or(() -> Optional.empty());
            OnnxNode node = graph.producer(name).orElse(null);
            if (width.isPresent() || node == null) {
                return width;
            }
            if (node.operator().equals("Concat") && node.intAttribute("axis", 1) == axis) {
                return sum(node, axis);
            }
            Optional<Long> made = made(node);
            if (made.isPresent()) {
                return made;
            }
            String before = node.inputs().stream()
                    .filter(input -> !input.isEmpty() && graph.constant(input).isEmpty())
                    .findFirst()
                    .orElse("");
            name = before;
        }
        return Optional.empty();
    }

    private Optional<Long> sum(OnnxNode concat, int axis) {
        long sum = 0;
        for (String part : concat.inputs()) {
            Optional<Long> width = find(part, axis);
            if (width.isEmpty()) {
                return Optional.empty();
            }
            sum += width.get();
        }
        return Optional.of(sum);
    }

    private Optional<Long> said(String tensor, int axis) {
        List<String> shape = graph.info(tensor).map(TensorInfo::shape).orElse(List.of());
        return axis < shape.size() && shape.get(axis).matches("\\d{1,9}")
                ? Optional.of(Long.parseLong(shape.get(axis)))
                : Optional.empty();
    }

    private Optional<Long> made(OnnxNode node) {
        return switch (node.operator()) {
            case "Conv" -> size(node, 1, 0);
            case "BatchNormalization", "LayerNormalization" -> size(node, 1, 0);
            case "MatMul" -> size(node, 1, 1);
            case "Gemm" -> size(node, 1, node.intAttribute("transB", 0) != 0 ? 0 : 1);
            default -> Optional.empty();
        };
    }

    private Optional<Long> size(OnnxNode node, int input, int axis) {
        return node.input(input)
                .flatMap(graph::constant)
                .map(ConstantValue::shape)
                .filter(shape -> axis < shape.size())
                .map(shape -> shape.get(axis));
    }
}
