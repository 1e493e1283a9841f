package io.cam4j.onnx.graph;

import io.cam4j.network.HeadKind;
import io.cam4j.preprocessing.TensorLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The order of the axes of a graph's spatial tensors. ONNX does not say it, but operators that know places take and give
 * [n, C, h, w], a transposition to or from channels last has a channels-first side, and many operators leave axes where they
 * are. What comes before a tensor tells rather than what is behind it. Immutable.
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
    private final Map<String, TensorLayout> orders = new HashMap<>();

    private AxesOrder(OnnxGraph graph, FoundHead found) {
        this.graph = graph;
        List<OnnxNode> nodes =
                new ArrayList<>(Ancestry.of(graph, found.logits(), Set.of()).nodes());
        nodes.addAll(graph.nodes()); // whatever else there is
        String tap = found.head().tap();
        if (found.head().kind() != HeadKind.LAYERS) { // a pool says it; elsewhere it is assumed
            orders.put(tap, found.layout());
        }
        nodes.forEach(this::giveOn);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            giveBack(nodes.get(i));
        }
        orders.putIfAbsent(tap, found.layout());
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
        return Optional.ofNullable(orders.get(tensor));
    }

    /** Tells the orders of what a node gives. */
    private void giveOn(OnnxNode node) {
        Optional<TensorLayout> order = SPATIAL.contains(node.operator())
                ? Optional.of(TensorLayout.NCHW)
                : transposed(node)
                        .or(() -> kept(node).stream()
                                .map(orders::get)
                                .filter(Objects::nonNull)
                                .findFirst());
        order.ifPresent(known -> node.outputs().forEach(output -> tell(output, known)));
    }

    /** Tells the orders of what a node takes, where nothing before it did. */
    private void giveBack(OnnxNode node) {
        if (SPATIAL.contains(node.operator())) {
            node.input(0).ifPresent(input -> tell(input, TensorLayout.NCHW));
        }
        transposed(node).ifPresent(given -> node.input(0).ifPresent(input -> tell(input, other(given))));
        node.outputs().stream()
                .map(orders::get)
                .filter(Objects::nonNull)
                .findFirst()
                .ifPresent(given -> kept(node).forEach(input -> tell(input, given)));
    }

    private void tell(String tensor, TensorLayout order) {
        if (!tensor.isEmpty()) { // left out
            orders.putIfAbsent(tensor, order);
        }
    }

    /** Returns the inputs whose axes a node leaves where they are. */
    private List<String> kept(OnnxNode node) {
        if (KEEPING.contains(node.operator())) {
            return node.inputs();
        }
        boolean product = node.operator().equals("MatMul")
                && node.input(1).flatMap(graph::constant).isPresent();
        return product ? List.of(node.inputs().get(0)) : List.of();
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
