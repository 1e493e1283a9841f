package io.cam4j.onnx.backward;

import io.cam4j.onnx.graph.MalformedGraphException;
import java.util.List;
import java.util.Set;

/**
 * Gather-1, -11, -13 with constant indices: y = x[indices] along an axis. Each index hands its gradient back; one chosen more
 * than once gets the sum. As a product with the matrix that has a one for each index; a mere reordering is undone. The matrix may
 * have 16 million cells (64 MB): indices that choose from more are a table's, not an image's.
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
        if (reordered) {
            return along.reordered(emit, step.upstream(), inverse(indices));
        }
        if (indices.size() > Along.MOST_CELLS / size) {
            throw new MalformedGraphException(
                    "no gradient leads through %s: it chooses %d times from %d cells; a product of at most %d expected"
                            .formatted(step.node(), indices.size(), size, Along.MOST_CELLS));
        }
        return along.product(emit, step.upstream(), emit.oneHot(indices, size), indices.size());
    }

    private static List<Long> inverse(List<Long> order) {
        Long[] inverse = new Long[order.size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[Math.toIntExact(order.get(i))] = (long) i;
        }
        return List.of(inverse);
    }
}
