package io.cam4j.onnx.backward;

import java.util.List;
import java.util.stream.Stream;

/**
 * InstanceNormalization-6, -22: each channel of each image is normalized over its places, y = x̂ · scale + bias; the gradient
 * is that of {@link LayerNormalizationRule} over those axes.
 */
final class InstanceNormalizationRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        Dims dims = step.inputDims(0);
        List<Integer> axes = step.axesFrom(2);
        List<Long> shape = Stream.concat(
                        Stream.of(dims.size(1)), Stream.generate(() -> 1L).limit(axes.size()))
                .toList();
        String h = emit.times(step.upstream(), emit.reshape(step.input(1), shape));
        float epsilon = step.node().floatAttribute("epsilon", 1e-5f);
        return LayerNormalizationRule.throughStatistics(step, h, axes, epsilon);
    }
}
