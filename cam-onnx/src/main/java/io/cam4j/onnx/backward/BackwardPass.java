package io.cam4j.onnx.backward;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.OnnxNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The backward pass of a graph: reverse-mode differentiation, each node's rule applied from the last to the first
 * (Griewank and Walther, "Evaluating Derivatives", 2008, chapter 3). What it adds to the graph is one input, the seeds,
 * float32 [k, K], and an output for each tap, its gradients, float32 [k, C, h, w] for a tap of shape [1, C, h, w] and
 * [k, C] for one of [1, C]: row i is Σ_c seeds[i, c] · ∂y_c/∂tap. It holds for a batch of one and for the shapes that were
 * measured. (A model of a fixed batch n &gt; 1 takes seeds [k, n · K], and its gradients are [k, n, C, h, w].) Immutable.
 */
public final class BackwardPass {
    private static final String SEEDS = "cam4j/seeds";

    private final GraphProto nodes;
    private final Map<String, String> gradients;

    private BackwardPass(GraphProto nodes, Map<String, String> gradients) {
        this.nodes = nodes;
        this.gradients = gradients;
    }

    /**
     * Forms the backward pass.
     *
     * @param measured what a run of the forward pass with one image told
     */
    public static BackwardPass of(Route route, Measurements measured) {
        return new Writer(route, measured).write();
    }

    /** Returns what to add to the graph: nodes, constants, an input and outputs. */
    public GraphProto nodes() {
        return nodes;
    }

    /** Returns the name of the input for the seeds, float32 [k, K]. */
    public String seeds() {
        return SEEDS;
    }

    /**
     * Returns the name of the output with a tap's gradients.
     *
     * @throws IllegalArgumentException if the tensor is not one of the taps
     */
    public String gradient(String tap) {
        String name = gradients.get(tap);
        if (name == null) {
            throw new IllegalArgumentException(
                    "one of the taps %s expected, got '%s'".formatted(gradients.keySet(), tap));
        }
        return name;
    }

    private static final class Writer {
        private final Route route;
        private final Measurements measured;
        private final DataType type;
        private final Emitter emitter;
        private final Map<String, List<String>> contributions = new HashMap<>();
        private final Map<String, String> totals = new HashMap<>();

        Writer(Route route, Measurements measured) {
            this.route = route;
            this.measured = measured;
            OnnxGraph graph = route.graph();
            type = graph.typeOf(route.logits()).equals("double") ? DataType.DOUBLE : DataType.FLOAT;
            emitter = new Emitter(graph, type);
        }

        BackwardPass write() {
            Dims logits = measured.dims(route.logits());
            emitter.added().addInput(seeds(logits.count()));
            String seeds = type == DataType.FLOAT ? SEEDS : emitter.cast(SEEDS, type);
            boolean vector = logits.equals(new Dims(List.of(1L, logits.count())));
            contribute(route.logits(), vector ? seeds : emitter.reshape(seeds, logits.gradient()));
            for (int i = route.nodes().size() - 1; i >= 0; i--) {
                step(route.nodes().get(i));
            }
            Map<String, String> gradients = new LinkedHashMap<>();
            route.taps().forEach(tap -> gradients.put(tap, output(tap)));
            return new BackwardPass(emitter.added().build(), gradients);
        }

        private void step(OnnxNode node) {
            if (node.outputs().stream().noneMatch(contributions::containsKey)) {
                return; // what leads on from here has no gradient
            }
            Rule rule = Rules.of(node);
            Step step = new Step(node, emitter, measured, this::total);
            for (int i = 0; i < node.inputs().size(); i++) {
                String input = node.inputs().get(i);
                if (route.passes(input)) {
                    contribute(input, rule.gradient(step, i));
                }
            }
        }

        private void contribute(String tensor, String gradient) {
            contributions.computeIfAbsent(tensor, t -> new ArrayList<>()).add(gradient);
        }

        private Optional<String> total(String tensor) {
            return contributions.containsKey(tensor)
                    ? Optional.of(totals.computeIfAbsent(
                            tensor, t -> emitter.total(Objects.requireNonNull(contributions.get(t)))))
                    : Optional.empty();
        }

        private String output(String tap) {
            String gradient = total(tap).orElseThrow();
            String name = type == DataType.FLOAT ? gradient : emitter.cast(gradient, DataType.FLOAT);
            emitter.added().addOutput(ValueInfoProto.newBuilder().setName(name));
            return name;
        }

        private static ValueInfoProto seeds(long classes) {
            TensorShapeProto shape = TensorShapeProto.newBuilder()
                    .addDim(TensorShapeProto.Dimension.newBuilder().setDimParam("k"))
                    .addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(classes))
                    .build();
            return ValueInfoProto.newBuilder()
                    .setName(SEEDS)
                    .setType(TypeProto.newBuilder()
                            .setTensorType(TypeProto.Tensor.newBuilder()
                                    .setElemType(DataType.FLOAT.getNumber())
                                    .setShape(shape)))
                    .build();
        }
    }
}
