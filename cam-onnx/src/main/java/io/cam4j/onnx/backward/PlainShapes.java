package io.cam4j.onnx.backward;

import io.cam4j.onnx.graph.OnnxNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Shapes that need no run, as layers behind a pool mostly have them: operators that keep their input's shape, matrices by
 * matrices, and values one by one. Anything else is left to a run, and so is whatever does not fit, for ONNX Runtime to
 * judge: rules rely on nodes that run.
 */
final class PlainShapes {
    /** Operators of one operand, whose shape they keep. */
    static final Set<String> KEEPS = Set.of(
            "Abs",
            "Cast",
            "Elu",
            "Erf",
            "Exp",
            "Gelu",
            "HardSigmoid",
            "HardSwish",
            "Identity",
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
            Optional<List<Long>> shape = node.outputs().size() == 1 ? plain.of(node) : Optional.empty();
            if (shape.isEmpty()) {
                return Optional.empty();
            }
            plain.shapes.put(node.outputs().get(0), shape.get());
        }
        return Optional.of(plain.shapes);
    }

    private Optional<List<Long>> of(OnnxNode node) {
        return switch (node.operator()) {
            case "Add", "Div", "Mul", "Sub" -> operands(node, 2, 2).flatMap(all -> broadcast(all.get(0), all.get(1)));
            case "BatchNormalization" -> kept(operands(node, 5, 5).filter(PlainShapes::areStatistics));
            case "Clip" -> kept(operands(node, 1, 3).filter(PlainShapes::areBounds));
            case "Dropout" -> kept(operands(node, 1, 3));
            case "Flatten" -> operands(node, 1, 1).flatMap(all -> flat(all.get(0), node.intAttribute("axis", 1)));
            case "Gemm" -> operands(node, 2, 3).flatMap(all -> gemm(node, all));
            case "LayerNormalization" -> kept(operands(node, 2, 3).filter(all -> isNormalized(node, all)));
            case "MatMul" -> operands(node, 2, 2).flatMap(all -> product(all.get(0), all.get(1), false));
            default -> KEEPS.contains(node.operator()) ? kept(operands(node, 1, 1)) : Optional.empty();
        };
    }

    /** Returns the operands' shapes; one left out counts as a scalar, which fits everywhere. */
    private Optional<List<List<Long>>> operands(OnnxNode node, int least, int most) {
        List<List<Long>> operands = new ArrayList<>();
        for (String name : node.inputs()) {
            List<Long> shape = name.isEmpty() && operands.size() >= least ? List.of() : shapes.get(name);
            if (shape == null) {
                return Optional.empty();
            }
            operands.add(shape);
        }
        return operands.size() >= least && operands.size() <= most ? Optional.of(operands) : Optional.empty();
    }

    private static Optional<List<Long>> kept(Optional<List<List<Long>>> operands) {
        return operands.map(all -> all.get(0));
    }

    /** A value a channel. */
    private static boolean areStatistics(List<List<Long>> operands) {
        List<Long> data = operands.get(0);
        return data.size() > 1
                && operands.stream().skip(1).allMatch(statistics -> statistics.equals(List.of(data.get(1))));
    }

    private static boolean areBounds(List<List<Long>> operands) {
        return operands.stream().skip(1).allMatch(List::isEmpty);
    }

    private static boolean isNormalized(OnnxNode node, List<List<Long>> operands) {
        List<Long> data = operands.get(0);
        long axis = node.intAttribute("axis", -1);
        return axis >= -data.size()
                && axis < data.size()
                && operands.stream().skip(1).allMatch(parameter -> broadcastsTo(data, parameter));
    }

    private static boolean broadcastsTo(List<Long> shape, List<Long> other) {
        return broadcast(shape, other).equals(Optional.of(shape));
    }

    private static Optional<List<Long>> flat(List<Long> shape, long axis) {
        if (axis < -shape.size() || axis > shape.size()) {
            return Optional.empty();
        }
        int rows = Math.toIntExact(axis < 0 ? axis + shape.size() : axis);
        return Optional.of(List.of(count(shape.subList(0, rows)), count(shape.subList(rows, shape.size()))));
    }

    private static long count(List<Long> sizes) {
        return sizes.stream().reduce(1L, (a, b) -> a * b);
    }

    private static Optional<List<Long>> gemm(OnnxNode node, List<List<Long>> operands) {
        return node.intAttribute("transA", 0) == 0
                ? product(operands.get(0), operands.get(1), node.intAttribute("transB", 0) != 0)
                        .filter(shape -> operands.size() < 3 || broadcastsTo(shape, operands.get(2)))
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
