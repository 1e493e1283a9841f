package io.cam4j.onnx.backward;

import java.util.List;

/**
 * SpaceToDepth-1, -13: the values stay, in other places; channels are (b, b, c).
 */
final class SpaceToDepthRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        Dims x = step.inputDims(0);
        long b = step.node().intAttribute("blocksize", 1);
        List<Long> blocks = List.of(-1L, b, b, x.size(1), x.size(2) / b, x.size(3) / b);
        String parted = emit.reshape(step.upstream(), blocks);
        return emit.reshape(emit.transpose(parted, List.of(0L, 3L, 4L, 1L, 5L, 2L)), x.gradient());
    }
}
