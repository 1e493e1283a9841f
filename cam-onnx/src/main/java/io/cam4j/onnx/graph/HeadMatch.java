package io.cam4j.onnx.graph;

import io.cam4j.network.Activation;
import io.cam4j.network.Head;
import io.cam4j.network.HeadKind;
import io.cam4j.preprocessing.TensorLayout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One walk backwards from the logits to the features. */
final class HeadMatch {
    private static final String SUPPORTED =
            "Supported are: global average pool → Gemm or MatMul [+ Add] (ResNet, DenseNet); global average pool → 1×1 Conv (TensorFlow MobileNet); 1×1 Conv → [Relu] → global average pool (SqueezeNet); global average pool → a tail of any layers (MobileNetV3, ConvNeXt); a feature map → any layers (AlexNet, VGG), by gradients";

    private static final int MOST_SHOWN = 12;

    /** Types of hidden values that are read as floats. */
    private static final Set<String> SINGLE = Set.of("float", "float16", "bfloat16");

    private final OnnxGraph graph;
    private final String logits;
    private final Optional<String> features;
    private final Set<OnnxNode> matched;
    private String tensor;

    private HeadMatch(OnnxGraph graph, String logits, List<OnnxNode> matched, Optional<String> features) {
        this.graph = graph;
        this.logits = logits;
        this.matched = new LinkedHashSet<>(matched);
        this.features = features;
        tensor = logits;
    }

    /**
     * Returns the head that ends in the logits.
     *
     * @param matched nodes already passed, from an output back to the logits
     */
    static FoundHead find(OnnxGraph graph, String logits, List<OnnxNode> matched, Optional<String> features) {
        return new HeadMatch(graph, logits, matched, features).find();
    }

    private FoundHead find() {
        List<OnnxNode> behind = skip(Passing::reshapes);
        if (!Passing.keepOrder(graph, behind)) {
            return several(Optional.empty(), "classes in the classifier's own order expected");
        }
        Optional<GlobalPool> pool = GlobalPool.read(graph, here());
        return pool.isPresent() ? convolutionBefore(pool.get()) : linearAfterPool(behind);
    }

    /** @param behind what was passed between the logits and here, last first */
    private FoundHead linearAfterPool(List<OnnxNode> behind) {
        Linear linear = Linear.read(graph, here());
        if (linear == null) {
            return several(Optional.empty(), "a pool or a classifier expected");
        }
        linear.nodes().forEach(this::pass);
        tensor = linear.data();
        boolean inOrder = Passing.keepOrder(graph, skip(Passing::reshapes));
        Optional<GlobalPool> found = inOrder ? GlobalPool.read(graph, here()) : Optional.empty();
        if (found.isEmpty()) {
            Optional<Linear> last = Passing.giveTheSame(behind) ? Optional.of(linear) : Optional.empty();
            return several(last, "a global average pool expected before the classifier");
        }
        GlobalPool pool = found.get();
        passBefore(pool);
        HeadKind kind = linear.isConvolution() ? HeadKind.GAP_CONV : HeadKind.GAP_LINEAR;
        return found(kind, linear, Activation.NONE, pool.layout());
    }

    private FoundHead convolutionBefore(GlobalPool pool) {
        passBefore(pool);
        Activation activation = Activation.NONE;
        if (here().operator().equals("Relu")) {
            activation = Activation.RELU;
            passToInput();
            skip(Passing::keeps);
        }
        Linear linear = Linear.read(graph, here());
        if (linear == null || !linear.isConvolution() || pool.layout() != TensorLayout.NCHW) {
            throw unknown("a 1×1 Conv expected before the pool");
        }
        linear.nodes().forEach(this::pass);
        tensor = linear.data();
        skip(Passing::keeps);
        return found(HeadKind.CONV_GAP, linear, activation, TensorLayout.NCHW);
    }

    private void passBefore(GlobalPool pool) {
        pool.nodes().forEach(this::pass);
        tensor = pool.data();
        skip(Passing::keeps);
    }

    private FoundHead found(HeadKind kind, Linear linear, Activation activation, TensorLayout layout) {
        checkFeatures();
        Head head = new Head(
                kind,
                tensor,
                linear.weightsName(),
                linear.weights().channels(),
                linear.weights().classes(),
                activation);
        return new FoundHead(
                head,
                Optional.of(linear.weights()),
                linear.stored(),
                Optional.empty(),
                logits,
                layout,
                List.copyOf(matched),
                List.of());
    }

    /** Several layers behind a pool, or behind a tensor with places. */
    private FoundHead several(Optional<Linear> last, String otherwise) {
        return tail(last).or(this::layers).orElseThrow(() -> unknown(otherwise));
    }

    /** A pool, then any number of layers that need nothing but the pooled vector; the last of them may be linear. */
    private Optional<FoundHead> tail(Optional<Linear> last) {
        return HeadVerdict.poolBefore(graph, logits).map(pool -> tailBehind(pool, last));
    }

    private FoundHead tailBehind(GlobalPool pool, Optional<Linear> last) {
        List<OnnxNode> behind = new ArrayList<>(
                Ancestry.of(graph, logits, Set.of(pool.pooled())).nodes());
        Collections.reverse(behind);
        matched.addAll(behind);
        passBefore(pool);
        checkFeatures();
        int axis = pool.layout() == TensorLayout.NCHW ? 1 : 3;
        int channels = Widths.of(graph, tensor, axis);
        int classes = Widths.of(graph, logits, 1);
        Head head = new Head(HeadKind.GAP_TAIL, tensor, pool.pooled(), channels, classes, Activation.NONE);
        Tail tail = new Tail(
                pool.pooled(),
                pool.pooledShape(channels),
                last.filter(linear -> linear.weights().classes() == classes) // all logits at once, not some a place
                        .filter(linear -> SINGLE.contains(graph.typeOf(linear.data())))
                        .map(linear -> new Tail.Last(linear.data(), linear.weights())));
        return new FoundHead(
                head, Optional.empty(), "", Optional.of(tail), logits, pool.layout(), List.copyOf(matched), List.of());
    }

    /** A tensor with places, then layers that do more than pool it. */
    private Optional<FoundHead> layers() {
        if (HeadVerdict.hasAttention(graph, logits)) {
            return Optional.empty();
        }
        return Trunk.of(graph, logits).lastSpatial().map(last -> {
            List<OnnxNode> behind =
                    new ArrayList<>(Ancestry.of(graph, logits, Set.of(last)).nodes());
            Collections.reverse(behind);
            matched.addAll(behind);
            tensor = last;
            checkFeatures();
            Head head = new Head(
                    HeadKind.LAYERS, last, "", Widths.of(graph, last, 1), Widths.of(graph, logits, 1), Activation.NONE);
            return new FoundHead(
                    head,
                    Optional.empty(),
                    "",
                    Optional.empty(),
                    logits,
                    TensorLayout.NCHW,
                    List.copyOf(matched),
                    List.of());
        });
    }

    private void checkFeatures() {
        if (features.isPresent() && !features.get().equals(tensor)) {
            throw unknown("the head's features are the tensor '%s', not '%s'".formatted(tensor, features.get()));
        }
    }

    /**
     * Passes nodes of a kind, but none that makes the tensor asked for as features, and none that begins the graph.
     *
     * @return them, last first
     */
    private List<OnnxNode> skip(NodeTest test) {
        List<OnnxNode> skipped = new ArrayList<>();
        while (!features.equals(Optional.of(tensor)) && graph.producer(tensor).isPresent() && test.matches(here())) {
            skipped.add(here());
            passToInput();
        }
        return skipped;
    }

    private interface NodeTest {
        boolean matches(OnnxNode node);
    }

    private void passToInput() {
        OnnxNode node = here();
        pass(node);
        tensor = node.input(0).orElseThrow(() -> unknown("%s has no input".formatted(node)));
    }

    private void pass(OnnxNode node) {
        if (!matched.add(node)) {
            throw new MalformedGraphException("the graph runs in a circle through %s".formatted(node));
        }
    }

    private OnnxNode here() {
        return graph.producer(tensor).orElseThrow(() -> unknown("no node gives the tensor '%s'".formatted(tensor)));
    }

    private String seen() {
        String nodes =
                matched.stream().limit(MOST_SHOWN).map(OnnxNode::toString).collect(Collectors.joining(", "));
        return matched.size() > MOST_SHOWN ? nodes + ", …" : nodes;
    }

    private MalformedGraphException unknown(String problem) {
        String last = graph.producer(tensor).map(OnnxNode::toString).orElse("nothing");
        return new MalformedGraphException(
                "the classifier's head is not one this version knows: %s. It seems to be %s. Seen backwards from the logits: %s, then %s. %s"
                        .formatted(problem, HeadVerdict.of(graph, logits), seen(), last, SUPPORTED));
    }
}
