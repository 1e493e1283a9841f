package io.cam4j.onnx.graph;

import io.cam4j.preprocessing.TensorLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The order of the axes of a graph's spatial tensors. ONNX does not say it, but operators that know places take and give
 * [n, C, h, w], a transposition to or from channels last has a channels-first side, and many operators leave axes where they
 * are.
 */
public final class AxesOrder {
    private static final Set<String> SPATIAL = Set.of(
            "AveragePool",
            "BatchNormalization",
            "Conv",
            "ConvTranspose",
            "DepthToSpace",
            "GlobalAveragePool",
            "GlobalMaxPool",
            "InstanceNormalization",
            "LRN",
            "MaxPool",
            "SpaceToDepth");
    private static final Set<String> KEEPING = Set.of(
            "Abs",
            "Add",
            "Cast",
            "Clip",
            "Concat",
            "DequantizeLinear",
            "Div",
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
            "Max",
            "Min",
            "Mish",
            "Mul",
            "Neg",
            "PRelu",
            "Pad",
            "Pow",
            "QuantizeLinear",
            "Reciprocal",
            "Relu",
            "Resize",
            "Selu",
            "Sigmoid",
            "Slice",
            "Softmax",
            "Softplus",
            "Split",
            "Sqrt",
            "Sub",
            "Sum",
            "Tanh",
            "Upsample",
            "Where");
    private static final List<Long> TO_CHANNELS_LAST = List.of(0L, 2L, 3L, 1L);
    private static final List<Long> TO_CHANNELS_FIRST = List.of(0L, 3L, 1L, 2L);

    private final OnnxGraph graph;
    private final FoundHead found;
    private final Map<String, List<OnnxNode>> users = new HashMap<>();

    private AxesOrder(OnnxGraph graph, FoundHead found) {
        this.graph = graph;
        this.found = found;
        for (OnnxNode node : graph.nodes()) {
            Set.copyOf(node.inputs())
                    .forEach(input -> users.computeIfAbsent(input, any -> new ArrayList<>())
                            .add(node));
        }
    }

    /** Returns the orders in a graph whose head is known. */
    public static AxesOrder of(OnnxGraph graph, FoundHead found) {
        return new AxesOrder(graph, found);
    }

    /**
     * Returns the order of a layer's four axes.
     *
     * @throws IllegalArgumentException if nothing in the graph tells
     */
    public TensorLayout of(String tensor) {
        return find(tensor)
                .orElseThrow(() -> new IllegalArgumentException(
                        "the layer '%s': a tensor [n, C, h, w] or [n, h, w, C] expected, but no convolution, pool or transposition beside it tells which it is. `cam inspect --layers` lists the layers that suit."
                                .formatted(tensor)));
    }

    /** Returns the order of a tensor's four axes, empty if nothing in the graph tells. */
    public Optional<TensorLayout> find(String tensor) {
        return nearest(tensor, this::before).or(() -> nearest(tensor, this::behind));
    }

    /** What the nodes next to a tensor tell of it, on one side. */
    private interface Side {
        /** Returns the tensor's order if they tell; the tensors beyond them in the same order are added otherwise. */
        Optional<TensorLayout> look(String tensor, Deque<String> beyond);
    }

    /** Breadth first, without recursion: networks are deep. */
    private Optional<TensorLayout> nearest(String tensor, Side side) {
        Deque<String> open = new ArrayDeque<>(List.of(tensor));
        Set<String> seen = new HashSet<>();
        while (!open.isEmpty()) {
            String next = open.remove();
            if (seen.add(next)) {
                Optional<TensorLayout> order =
                        next.equals(found.head().tap()) ? Optional.of(found.layout()) : side.look(next, open);
                if (order.isPresent()) {
                    return order;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<TensorLayout> before(String tensor, Deque<String> beyond) {
        OnnxNode node = graph.producer(tensor).orElse(null);
        if (node == null) {
            return Optional.empty();
        }
        if (keeps(node)) {
            node.inputs().stream().filter(this::varies).forEach(beyond::add);
        }
        return SPATIAL.contains(node.operator()) ? Optional.of(TensorLayout.NCHW) : transposed(node);
    }

    private Optional<TensorLayout> behind(String tensor, Deque<String> beyond) {
        for (OnnxNode node : users.getOrDefault(tensor, List.of())) {
            if (SPATIAL.contains(node.operator()) && node.inputs().get(0).equals(tensor)) {
                return Optional.of(TensorLayout.NCHW);
            }
            Optional<TensorLayout> result = transposed(node);
            if (result.isPresent()) {
                return result.map(AxesOrder::other);
            }
            if (keeps(node)) {
                beyond.addAll(node.outputs());
            }
        }
        return Optional.empty();
    }

    private boolean keeps(OnnxNode node) {
        boolean product = node.operator().equals("MatMul") && node.inputs().size() == 2;
        return KEEPING.contains(node.operator())
                || (product && !varies(node.inputs().get(1)));
    }

    private boolean varies(String tensor) {
        return !tensor.isEmpty() && graph.constant(tensor).isEmpty();
    }

    /** Returns the order of what a transposition gives, if it is one of the two. */
    private static Optional<TensorLayout> transposed(OnnxNode node) {
        if (!node.operator().equals("Transpose")) {
            return Optional.empty();
        }
        List<Long> order = node.intsAttribute("perm").orElse(List.of());
        return order.equals(TO_CHANNELS_LAST)
                ? Optional.of(TensorLayout.NHWC)
                : order.equals(TO_CHANNELS_FIRST) ? Optional.of(TensorLayout.NCHW) : Optional.empty();
    }

    private static TensorLayout other(TensorLayout order) {
        return order == TensorLayout.NCHW ? TensorLayout.NHWC : TensorLayout.NCHW;
    }
}
