package io.cam4j.onnx.backward;

import io.cam4j.onnx.graph.Attributes;
import io.cam4j.onnx.graph.MalformedGraphException;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** Gradients of what treats the cells along one axis of a tensor. */
record Along(Dims x, int axis) {
    /** A matrix of 64 MB. Axes that need a larger one are a table's, not an image's. */
    static final long MOST_CELLS = 1L << 24;

    /**
     * Multiplies along the axis. Along the last one the cells are rows as they lie, one product instead of one a row.
     *
     * @param g the gradient of a tensor that has {@code count} cells along the axis, in whatever shape
     * @param matrix [count, cells of x along the axis], by which x was multiplied
     */
    String product(Emitter emit, String g, String matrix, long count) {
        if (behind() == 1) {
            String rows = emit.reshape(g, List.of(-1L, count));
            return emit.reshape(emit.call("MatMul", rows, matrix), x.gradient());
        }
        String columns = emit.reshape(g, List.of(-1L, count, behind()));
        return emit.reshape(emit.call("MatMul", emit.transpose(matrix, List.of(1L, 0L)), columns), x.gradient());
    }

    /**
     * Multiplies along some axes of a node's first input.
     *
     * @param axes in ascending order
     * @param matrix for an axis [cells of the output, cells of the input], formed of the unit matrix of the input's cells
     * @throws MalformedGraphException if either has too many cells
     */
    static String products(Step step, List<Integer> axes, IntFunction<String> matrix) {
        List<Long> x = step.inputDims(0).sizes();
        List<Long> y = step.outputDims().sizes();
        String g = step.upstream();
        for (int i = axes.size() - 1; i >= 0; i--) {
            int axis = axes.get(i);
            if (x.get(axis) * Math.max(x.get(axis), y.get(axis)) > MOST_CELLS) {
                throw new MalformedGraphException(
                        "no gradient leads through %s: it makes %d cells of %d along axis %d; a matrix of at most %d expected"
                                .formatted(step.node(), y.get(axis), x.get(axis), axis, MOST_CELLS));
            }
            Dims changedBefore = new Dims(Stream.concat(y.subList(0, axis).stream(), x.subList(axis, x.size()).stream())
                    .toList());
            g = new Along(changedBefore, axis).product(step.emit(), g, matrix.apply(axis), y.get(axis));
        }
        return g;
    }

    /** Takes cells in another order. */
    String reordered(Emitter emit, String g, List<Long> order) {
        String columns = emit.reshape(g, List.of(-1L, (long) order.size(), behind()));
        String ordered = emit.add("Gather", List.of(columns, emit.integers(order)), Attributes.integer("axis", 1));
        return emit.reshape(ordered, x.gradient());
    }

    private long behind() {
        return Stream.iterate(axis + 1, at -> at < x.rank(), at -> at + 1)
                .map(x::size)
                .reduce(1L, (a, b) -> a * b);
    }
}
