package io.cam4j.onnx.backward;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Slice-1 (where to cut are attributes), -10, -11, -13 (inputs): the gradient goes back to the cells kept, zeros to the others.
 * Cells s apart are first put s − 1 zeros apart; reversed ones are turned first.
 */
final class SliceRule implements Rule {
    @Override
    public Set<Integer> parameters() {
        return Set.of(1, 2, 3, 4);
    }

    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        Dims x = step.inputDims(0);
        Dims y = step.outputDims();
        List<Long> starts = list(step, "starts", 1).orElseThrow();
        List<Long> axes = list(step, "axes", 3)
                .orElseGet(() -> LongStream.range(0, starts.size()).boxed().toList());
        List<Long> steps = list(step, "steps", 4).orElse(Collections.nCopies(starts.size(), 1L));
        String g = emit.full(step.upstream(), y);
        List<Long> sizes = new ArrayList<>(y.sizes());
        List<Long> pads = new ArrayList<>(Collections.nCopies(2 * (x.rank() + 1), 0L));
        for (int i = 0; i < axes.size(); i++) {
            int axis = x.axis(axes.get(i));
            long count = y.size(axis);
            long apart = steps.get(i);
            long first = first(starts.get(i), x.size(axis), apart);
            if (apart < 0) {
                g = emit.reversed(g, axis + 1, count);
                first += (count - 1) * apart;
            }
            g = spread(emit, g, sizes, axis, Math.abs(apart));
            sizes.set(axis, count * Math.abs(apart));
            pads.set(axis + 1, first);
            pads.set(axis + 1 + x.rank() + 1, x.size(axis) - first - sizes.get(axis)); // negative: zeros too many
        }
        return emit.normal(emit.pad(g, pads, 0), x);
    }

    private static Optional<List<Long>> list(Step step, String attribute, int input) {
        return step.node().intsAttribute(attribute).or(() -> step.parameter(input));
    }

    private static long first(long start, long size, long apart) {
        long counted = start < 0 ? start + size : start;
        return Math.max(0, Math.min(counted, apart < 0 ? size - 1 : size));
    }

    /** Puts zeros behind each cell. */
    private static String spread(Emitter emit, String g, List<Long> sizes, int axis, long apart) {
        if (apart == 1) {
            return g;
        }
        List<Long> parted = new ArrayList<>(List.of(-1L));
        parted.addAll(sizes);
        parted.add(axis + 2, 1L);
        int rank = parted.size();
        String padded = emit.pad(emit.reshape(g, parted), SplitRule.pads(rank, axis + 2, 0, apart - 1), 0);
        List<Long> joined = new ArrayList<>(List.of(-1L));
        joined.addAll(sizes);
        joined.set(axis + 1, sizes.get(axis) * apart);
        return emit.reshape(padded, joined);
    }
}
