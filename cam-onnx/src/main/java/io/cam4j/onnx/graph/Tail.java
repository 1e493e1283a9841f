package io.cam4j.onnx.graph;

import java.util.List;

/**
 * What of a graph stands between a pool and the logits where that is more than one linear layer.
 *
 * @param pooled name of the tensor of means, C values an image
 * @param shape that tensor's shape for one image
 */
public record Tail(String pooled, List<Long> shape) {
    /** Copies the shape. */
    public Tail {
        shape = List.copyOf(shape);
    }
}
