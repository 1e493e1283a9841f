package io.cam4j.onnx.backward;

import io.cam4j.onnx.graph.OnnxNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Shapes that need no run, as layers behind a pool mostly have them: operators that keep their input's shape, matrices by
 * matrices, and values one by one. Anything else is left to a run, and so is whatever does not fit.
 */
final class PlainShapes {
    private static final Set<String> KEEPS = Set.of(
            "Abs",
            "BatchNormalization",
            "Cast",
            "Clip",
            "Dropout",
            "Elu",
            "Erf",
            "Exp",
            "Gelu",
            "HardSigmoid",
            "HardSwish",
            "Identity",
            "LayerNormalization",
            "LeakyRelu",
            "Log",
            "Mish",
            "Neg",
            "Relu",
            "Selu",
            "Sigmoid",
            "Softplus",
            "Sqrt",
            "Tanh");
    private static final Set<String> BROADCASTS = Set.of("Add", "Div", "Mul", "Sub");

    private final Map<String, List<Long>> shapes;

    private PlainShapes(Map<String, List<Long>> shapes) {
        this.shapes = shapes;
    }

    /**
     * Returns the shapes of all that a route computes; empty if one of them is not plain.
     *
     * @param known shapes of what it begins with and of its constants, by name
     */
    static Optional<Map<String, List<Long>>> of(Route route, Map<String, List<Long>> known) {
        PlainShapes plain = new PlainShapes(new HashMap<>(known));
        for (OnnxNode node : route.nodes()) {
            List<String> outputs =
                    node.outputs().stream().filter(name -> !name.isEmpty()).toList();
            Optional<List<Long>> shape = outputs.size() == 1 ? plain.of(node) : Optional.empty();
            if (shape.isEmpty()) {
                return Optional.empty();
            }
            plain.shapes.put(outputs.get(0), shape.get());
        }
        return Optional.of(plain.shapes);
    }

    private Optional<List<Long>> of(OnnxNode node) {
        if (KEEPS.contains(node.operator())) {
            return input(node, 0);
        }
        if (BROADCASTS.contains(node.operator())) {
            return both(node, PlainShapes::broadcast);
        }
        return switch (node.operator()) {
            case "Flatten" -> input(node, 0).flatMap(shape -> flat(shape, node.intAttribute("axis", 1)));
            case "Gemm" -> both(node, (a, b) -> gemm(node, a, b));
            case "MatMul" -> both(node, (a, b) -> product(a, b, false));
            default -> Optional.empty();
        };
    }

    private Optional<List<Long>> input(OnnxNode node, int n) {
        return node.input(n).map(shapes::get);
    }

    private interface Pair {
        Optional<List<Long>> of(List<Long> a, List<Long> b);
    }

    private Optional<List<Long>> both(OnnxNode node, Pair shape) {
        return input(node, 0).flatMap(a -> input(node, 1).flatMap(b -> shape.of(a, b)));
    }

    private static Optional<List<Long>> flat(List<Long> shape, long axis) {
        int rows = (int) (axis < 0 ? axis + shape.size() : axis);
        return rows < 0 || rows > shape.size()
                ? Optional.empty()
                : Optional.of(List.of(
                        count(shape.subList(0, rows).stream()), count(shape.subList(rows, shape.size()).stream())));
    }

    private static long count(Stream<Long> sizes) {
        return sizes.reduce(1L, (a, b) -> a * b);
    }

    private static Optional<List<Long>> gemm(OnnxNode node, List<Long> a, List<Long> b) {
        return node.intAttribute("transA", 0) == 0
                ? product(a, b, node.intAttribute("transB", 0) != 0)
                : Optional.empty();
    }

    private static Optional<List<Long>> product(List<Long> a, List<Long> b, boolean transposed) {
        boolean fit = a.size() == 2 && b.size() == 2 && a.get(1).equals(b.get(transposed ? 1 : 0));
        return fit ? Optional.of(List.of(a.get(0), b.get(transposed ? 0 : 1))) : Optional.empty();
    }

    /** Sizes are compared from the last axis on; where one is missing it counts as one (ONNX, "Broadcasting"). */
    private static Optional<List<Long>> broadcast(List<Long> a, List<Long> b) {
        List<Long> shape = new ArrayList<>(a.size() >= b.size() ? a : b);
        List<Long> other = a.size() >= b.size() ? b : a;
        for (int i = 0; i < other.size(); i++) {
            int axis = shape.size() - other.size() + i;
            long size = shape.get(axis);
            if (size == 1) {
                shape.set(axis, other.get(i));
            } else if (other.get(i) != 1 && other.get(i) != size) {
                return Optional.empty();
            }
        }
        return Optional.of(List.copyOf(shape));
    }
}
