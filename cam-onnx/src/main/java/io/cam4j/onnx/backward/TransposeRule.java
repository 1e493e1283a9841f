package io.cam4j.onnx.backward;

import java.util.List;
import java.util.stream.LongStream;

/**
 * Transpose-1, -13: axis i of y is axis perm[i] of x, so the gradient's axes go back by the inverse order.
 */
final class TransposeRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Dims from = step.outputDims();
        Dims to = step.inputDims(0);
        int rank = to.rank();
        List<Long> order = step.node()
                .intsAttribute("perm")
                .orElseGet(() -> LongStream.range(0, rank)
                        .mapToObj(axis -> rank - 1 - axis)
                        .toList());
        List<Long> inverse = LongStream.range(0, rank)
                .mapToObj(axis -> (long) order.indexOf(axis))
                .toList();
        if (from.merged() && order.get(0) == 0) {
            return step.emit().transpose(step.upstream(), inverse);
        }
        List<Long> behindSeeds = LongStream.rangeClosed(0, rank)
                .mapToObj(axis -> axis == 0 ? 0 : inverse.get((int) axis - 1) + 1)
                .toList();
        Emitter emit = step.emit();
        return emit.normal(emit.transpose(emit.full(step.upstream(), from), behindSeeds), to);
    }
}
