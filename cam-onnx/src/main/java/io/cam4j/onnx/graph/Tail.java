package io.cam4j.onnx.graph;

import io.cam4j.network.ClassifierWeights;
import java.util.List;
import java.util.Optional;

/**
 * What of a graph stands between a pool and the logits where that is more than one linear layer.
 *
 * @param pooled name of the tensor of means, C values an image
 * @param shape that tensor's shape for one image
 * @param last the layer the logits are made by, if it is linear
 */
public record Tail(String pooled, List<Long> shape, Optional<Last> last) {
    /** Copies the shape. */
    public Tail {
        shape = List.copyOf(shape);
    }

    /**
     * A linear layer: the logits are W·hidden + b.
     *
     * @param hidden name of the tensor it is fed, H values an image
     * @param weights W, [K, H], and b
     */
    public record Last(String hidden, ClassifierWeights weights) {}
}
