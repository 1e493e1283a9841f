package io.cam4j.onnx.backward;

import io.cam4j.onnx.graph.Ancestry;
import io.cam4j.onnx.graph.ConstantValue;
import io.cam4j.onnx.graph.MalformedGraphException;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.OnnxNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The nodes gradients pass on their way from the logits back to tapped tensors: those that depend on a tap and that the
 * logits depend on. Branches that do not lead from a tap to the logits are no part of it, nor is shape arithmetic.
 * Immutable.
 */
public final class Route {
    private final OnnxGraph graph;
    private final List<String> taps;
    private final String logits;
    private final List<OnnxNode> nodes = new ArrayList<>();
    private final Set<String> passed = new LinkedHashSet<>();
    private final Set<String> shapes = new LinkedHashSet<>();
    private final Set<String> parameters = new LinkedHashSet<>();
    private final Map<String, List<Long>> constantShapes = new LinkedHashMap<>();
    private final Map<String, List<Long>> constantParameters = new LinkedHashMap<>();

    private Route(OnnxGraph graph, List<String> taps, String logits) {
        this.graph = graph;
        this.taps = List.copyOf(taps);
        this.logits = logits;
        Set<String> begin = taps.size() == 1 ? Set.copyOf(taps) : Set.of(); // of several, one may lead to another
        List<OnnxNode> before = Ancestry.of(graph, logits, begin).nodes();
        Set<String> dependent = dependent(before);
        lead(before, dependent);
        taps.forEach(this::checkReached);
        checkRules();
        nodes.forEach(this::need);
    }

    /**
     * Finds the way.
     *
     * @param taps names of the tensors whose gradients are wanted; nodes' outputs or inputs of the graph
     * @param logits name of the tensor the gradients are of
     * @throws MissingRulesException if an operator on the way has no rule; it lists all of them
     * @throws MalformedGraphException if a tap does not lead to the logits, or the graph runs in a circle
     */
    public static Route of(OnnxGraph graph, List<String> taps, String logits) {
        return new Route(graph, taps, logits);
    }

    /** Everything that changes smoothly with a tap. */
    private Set<String> dependent(List<OnnxNode> before) {
        Set<String> dependent = new LinkedHashSet<>(taps);
        for (OnnxNode node : before) {
            if (!Rules.isFlat(node) && !Collections.disjoint(dependent, node.inputs())) {
                dependent.addAll(node.outputs());
                dependent.remove(""); // one left out, which is not another's input left out
            }
        }
        return dependent;
    }

    /** Keeps what leads to the logits. */
    private void lead(List<OnnxNode> before, Set<String> dependent) {
        passed.add(logits);
        for (int i = before.size() - 1; i >= 0; i--) {
            OnnxNode node = before.get(i);
            List<String> inputs =
                    node.inputs().stream().filter(dependent::contains).toList();
            if (!inputs.isEmpty() && !Rules.isFlat(node) && !Collections.disjoint(passed, node.outputs())) {
                passed.addAll(inputs);
                nodes.add(node);
            }
        }
        Collections.reverse(nodes);
        passed.retainAll(dependent);
    }

    private void checkReached(String tap) {
        boolean fed = graph.inputs().stream().anyMatch(input -> input.name().equals(tap));
        if (!fed && !graph.computes(tap)) {
            throw new MalformedGraphException("the graph has no tensor '%s' to tap".formatted(tap));
        }
        if (!passed.contains(tap)) {
            throw new MalformedGraphException("the tensor '%s' does not lead to '%s'".formatted(tap, logits));
        }
    }

    private void checkRules() {
        List<String> missing = new ArrayList<>();
        Set<String> cut = new LinkedHashSet<>();
        Set<String> behind = new LinkedHashSet<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            OnnxNode node = nodes.get(i);
            Optional<String> problem = problem(node);
            problem.ifPresent(missing::add);
            boolean reached = problem.isEmpty() && Collections.disjoint(cut, node.outputs());
            for (String input : node.inputs()) {
                if (passed.contains(input)) {
                    (reached ? behind : cut).add(input);
                }
            }
        }
        if (!missing.isEmpty()) {
            behind.removeAll(cut);
            throw new MissingRulesException(taps, logits, reversed(missing), reversed(behind));
        }
    }

    private static List<String> reversed(Collection<String> backwards) {
        List<String> forwards = new ArrayList<>(backwards);
        Collections.reverse(forwards);
        return forwards;
    }

    private Optional<String> problem(OnnxNode node) {
        Optional<Rule> found = Rules.find(node);
        if (found.isEmpty()) {
            return Optional.of(node.toString());
        }
        Rule rule = found.get();
        Optional<String> refusal = rule.refusal(graph, node);
        if (refusal.isPresent()) {
            return Optional.of("%s with %s".formatted(node, refusal.get()));
        }
        for (int i = 0; i < node.inputs().size(); i++) {
            if (passed.contains(node.inputs().get(i)) && !rule.passes(i)) {
                return Optional.of("%s by way of its input '%s'"
                        .formatted(node, node.inputs().get(i)));
            }
        }
        for (int i = 0; i < node.outputs().size(); i++) {
            if (passed.contains(node.outputs().get(i)) && !rule.takes(i)) {
                return Optional.of("%s by way of its output '%s'"
                        .formatted(node, node.outputs().get(i)));
            }
        }
        return rule.parameters().stream()
                .flatMap(i -> node.input(i).stream())
                .filter(this::dependsOnTheImage)
                .findFirst()
                .map(input -> "%s with '%s' computed from the image".formatted(node, input));
    }

    /** What is computed from shapes alone is the same for each image. */
    private boolean dependsOnTheImage(String tensor) {
        Set<String> fed = new LinkedHashSet<>();
        graph.inputs().forEach(input -> fed.add(input.name()));
        for (OnnxNode node : Ancestry.of(graph, tensor, Set.of()).nodes()) {
            if (!Set.of("Shape", "Size").contains(node.operator()) && !Collections.disjoint(fed, node.inputs())) {
                fed.addAll(node.outputs());
            }
        }
        return fed.contains(tensor);
    }

    private void need(OnnxNode node) {
        Set<Integer> numbers = Rules.of(node).parameters();
        for (int i = 0; i < node.inputs().size(); i++) {
            String input = node.inputs().get(i);
            if (input.isEmpty()) {
                continue;
            }
            if (numbers.contains(i)) {
                needValues(input);
            } else {
                needShape(input);
            }
        }
        node.outputs().stream().filter(output -> !output.isEmpty()).forEach(this::needShape);
    }

    private void needShape(String tensor) {
        Optional<ConstantValue> constant = graph.constant(tensor);
        constant.ifPresent(value -> constantShapes.put(tensor, value.shape()));
        if (constant.isEmpty()) {
            shapes.add(tensor);
        }
    }

    private void needValues(String tensor) {
        Optional<ConstantValue> constant = graph.constant(tensor);
        constant.ifPresent(value -> constantParameters.put(
                tensor, LongStream.of(value.longs()).boxed().toList()));
        if (constant.isEmpty()) {
            parameters.add(tensor);
        }
    }

    OnnxGraph graph() {
        return graph;
    }

    List<String> taps() {
        return taps;
    }

    String logits() {
        return logits;
    }

    /** Returns the nodes on the way, each after those it needs. */
    List<OnnxNode> nodes() {
        return nodes;
    }

    /** Returns whether gradients pass a tensor. */
    boolean passes(String tensor) {
        return passed.contains(tensor);
    }

    /** Returns the tensors whose shapes have to be measured. */
    Set<String> shapes() {
        return shapes;
    }

    /** Returns the tensors of whole numbers whose values have to be measured. */
    Set<String> parameters() {
        return parameters;
    }

    Map<String, List<Long>> constantShapes() {
        return constantShapes;
    }

    Map<String, List<Long>> constantParameters() {
        return constantParameters;
    }
}
