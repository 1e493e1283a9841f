package io.cam4j.onnx.backward;

import io.cam4j.network.NoGradientException;
import java.util.List;

/** Between a tapped tensor and the logits there are operators whose gradient is not known here. */
public final class MissingRulesException extends NoGradientException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> nodes;

    MissingRulesException(List<String> taps, String logits, List<String> nodes, List<String> layers) {
        super(
                "no gradient leads from '%s' back to %s: there is no rule for %s. %s"
                        .formatted(logits, taps, String.join(", ", nodes), advice(layers)),
                layers);
        this.nodes = List.copyOf(nodes);
    }

    private static String advice(List<String> layers) {
        return layers.isEmpty()
                ? "Choose a method that needs no gradient at that layer."
                : "Choose a layer behind them, the first are %s, or a method that needs no gradient."
                        .formatted(layers.subList(0, Math.min(3, layers.size())));
    }

    /** Returns the nodes without a rule, operator and name, in the graph's order. */
    public List<String> nodes() {
        return nodes;
    }
}
