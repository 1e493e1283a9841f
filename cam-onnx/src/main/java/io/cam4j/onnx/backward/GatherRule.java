package io.cam4j.onnx.backward;

import java.util.List;
import java.util.Set;

/**
 * Gather-1, -11, -13 with constant indices: y = x[indices] along an axis. Each index hands its gradient back; one chosen more
 * than once gets the sum. As a product with the matrix that has a one for each index; a mere reordering is undone.
 */
final class GatherRule implements Rule {
    @Override
    public Set<Integer> parameters() {
        return Set.of(1);
    }

    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        Dims x = step.inputDims(0);
        int axis = x.axis(step.node().intAttribute("axis", 0));
        long size = x.size(axis);
        List<Long> indices = step.parameter(1).orElseThrow().stream()
                .map(index -> index < 0 ? index + size : index)
                .toList();
        Along along = new Along(x, axis);
        boolean reordered = indices.size() == size && Set.copyOf(indices).size() == size;
        return reordered
                ? along.reordered(emit, step.upstream(), inverse(indices))
                : along.product(emit, step.upstream(), emit.oneHot(indices, size), indices.size());
    }

    private static List<Long> inverse(List<Long> order) {
        Long[] inverse = new Long[order.size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[Math.toIntExact(order.get(i))] = (long) i;
        }
        return List.of(inverse);
    }
}
