package io.cam4j.onnx.graph;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the tensor a layer's name stands for: a tensor of the graph, a node, or a module of the program the graph was
 * exported from. A module's tensor is what its last node gives to others.
 */
public final class LayerNames {
    private static final int MOST_SHOWN = 12;

    private final OnnxGraph graph;

    private LayerNames(OnnxGraph graph) {
        this.graph = graph;
    }

    /**
     * Returns the tensor of a layer.
     *
     * @throws IllegalArgumentException if there is none of this name, or there are several; the message lists some
     */
    public static String find(OnnxGraph graph, String name) {
        return new LayerNames(graph).find(name);
    }

    /** Returns the shortest module that ends in each tensor some module ends in. */
    static Map<String, String> modulesByTensor(OnnxGraph graph) {
        LayerNames names = new LayerNames(graph);
        Map<String, String> shortest = new HashMap<>();
        for (String module : names.modules()) {
            names.lastOf(module)
                    .ifPresent(tensor -> shortest.merge(
                            tensor, module, (one, other) -> one.length() <= other.length() ? one : other));
        }
        return shortest;
    }

    private Set<String> modules() {
        Set<String> modules = new LinkedHashSet<>();
        graph.nodes().forEach(node -> modules.addAll(ModulePath.of(node).modules()));
        return modules;
    }

    private String find(String name) {
        if (graph.computes(name)) {
            return name;
        }
        for (OnnxNode node : graph.nodes()) {
            if (node.name().equals(name)) {
                return node.outputs().get(0);
            }
        }
        Set<String> modules = modules(name);
        if (modules.size() > 1) {
            throw new IllegalArgumentException(
                    "the layer '%s' may be any of %s; name one of them".formatted(name, modules));
        }
        return modules.stream().findFirst().flatMap(this::lastOf).orElseThrow(() -> unknown(name));
    }

    /** The modules of this name: the whole path, or its end where the program has the network inside something. */
    private Set<String> modules(String name) {
        Set<String> found = new LinkedHashSet<>();
        for (OnnxNode node : graph.nodes()) {
            for (String module : ModulePath.of(node).modules()) {
                if (module.equals(name)) {
                    return Set.of(name);
                }
                if (module.endsWith("." + name)) {
                    found.add(module);
                }
            }
        }
        return found;
    }

    private Optional<String> lastOf(String module) {
        List<OnnxNode> inside = new ArrayList<>();
        Set<String> taken = new LinkedHashSet<>();
        graph.outputs().forEach(output -> taken.add(output.name()));
        for (OnnxNode node : graph.nodes()) {
            if (ModulePath.of(node).isIn(module)) {
                inside.add(node);
            } else {
                taken.addAll(node.inputs());
            }
        }
        return inside.stream()
                .filter(node ->
                        !node.operator().equals("Constant") && !node.operator().equals("Shape"))
                .flatMap(node -> node.outputs().stream())
                .filter(taken::contains)
                .reduce((first, second) -> second);
    }

    private IllegalArgumentException unknown(String name) {
        Set<String> modules = modules();
        Set<String> known = modules.isEmpty()
                ? graph.nodes().stream()
                        .filter(node -> !node.operator().equals("Constant"))
                        .map(node -> node.outputs().get(0))
                        .collect(Collectors.toCollection(LinkedHashSet::new))
                : modules;
        List<String> like = known.stream().filter(other -> other.contains(name)).toList();
        List<String> shown = new ArrayList<>(like.isEmpty() ? known : like);
        String last = String.join(", ", shown.subList(Math.max(0, shown.size() - MOST_SHOWN), shown.size()));
        return new IllegalArgumentException(
                "no layer is called '%s'; the last of %d are: %s. `cam inspect --layers` lists those that suit."
                        .formatted(name, shown.size(), last));
    }
}
