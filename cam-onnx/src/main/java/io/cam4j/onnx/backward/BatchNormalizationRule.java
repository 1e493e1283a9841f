package io.cam4j.onnx.backward;

import java.util.List;
import java.util.stream.Stream;

/**
 * BatchNormalization-7, -9, -14, -15 with running statistics: y = (x − mean)/√(var + ε) · scale + bias a channel, so
 * ∂y/∂x = scale/√(var + ε). In version 7 and 8 spatial = 0 has a statistic for each place.
 */
final class BatchNormalizationRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String variance = emit.plus(step.input(4), emit.number(step.node().floatAttribute("epsilon", 1e-5f)));
        String factor = emit.over(step.input(1), emit.call("Sqrt", variance));
        Dims statistics = step.inputDims(1);
        int behind = step.inputDims(0).rank() - 1 - statistics.rank();
        List<Long> shape = Stream.concat(
                        statistics.sizes().stream(), Stream.generate(() -> 1L).limit(behind))
                .toList();
        return emit.times(step.upstream(), behind == 0 ? factor : emit.reshape(factor, shape));
    }
}
