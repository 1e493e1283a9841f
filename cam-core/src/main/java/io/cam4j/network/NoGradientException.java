package io.cam4j.network;

import java.util.List;

/** No gradient leads from the logits back to the layers asked for. */
public class NoGradientException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> layers;

    /**
     * Says why.
     *
     * @param layers those that gradients do reach, in the network's order
     */
    public NoGradientException(String message, List<String> layers) {
        super(message);
        this.layers = List.copyOf(layers);
    }

    /** Returns the layers that gradients do reach, in the network's order. */
    public List<String> layers() {
        return layers;
    }
}
