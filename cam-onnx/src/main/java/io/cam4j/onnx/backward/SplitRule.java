package io.cam4j.onnx.backward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Split-2, -11, -13, -18: the gradients of the outputs are put together again, zeros for those that lead nowhere.
 */
final class SplitRule implements Rule {
    @Override
    public boolean takes(int output) {
        return true;
    }

    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        Dims x = step.inputDims(0);
        int axis = x.axis(step.node().intAttribute("axis", 0));
        int outputs = step.node().outputs().size();
        List<Optional<String>> parts = IntStream.range(0, outputs)
                .mapToObj(i -> step.upstream(i).map(g -> axis == 0 ? emit.full(g, step.outputDims(i)) : g))
                .toList();
        long gradientAxis = axis == 0 ? 1 : x.gradientAxis(axis);
        String joined = parts.stream().allMatch(Optional::isPresent)
                ? emit.concat(parts.stream().map(Optional::orElseThrow).toList(), gradientAxis)
                : padded(step, parts, axis, gradientAxis);
        return axis == 0 ? emit.normal(joined, x) : joined;
    }

    private static String padded(Step step, List<Optional<String>> parts, int axis, long gradientAxis) {
        Dims x = step.inputDims(0);
        int rank = axis == 0 ? x.rank() + 1 : x.gradient().size();
        List<String> all = new ArrayList<>();
        long before = 0;
        for (int i = 0; i < parts.size(); i++) {
            long size = step.outputDims(i).size(axis);
            if (parts.get(i).isPresent()) {
                long behind = x.size(axis) - before - size;
                all.add(step.emit().pad(parts.get(i).get(), pads(rank, (int) gradientAxis, before, behind), 0));
            }
            before += size;
        }
        return step.emit().total(all);
    }

    static List<Long> pads(int rank, int axis, long before, long behind) {
        List<Long> pads = new ArrayList<>(Collections.nCopies(2 * rank, 0L));
        pads.set(axis, before);
        pads.set(rank + axis, behind);
        return pads;
    }
}
