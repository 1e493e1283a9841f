package io.cam4j.onnx.backward;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * MatMul-1, -9, -13: Y = A B over the last two axes, those before broadcast; a vector is a matrix of one row (A) or one
 * column (B). For a gradient G of Y: ∂t/∂A = G Bᵀ, ∂t/∂B = Aᵀ G, summed over what was repeated.
 */
final class MatMulRule implements Rule {
    @Override
    public boolean passes(int input) {
        return true;
    }

    @Override
    public String gradient(Step step, int input) {
        Dims a = step.inputDims(0);
        Dims b = step.inputDims(1);
        if (input == 0 && b.rank() == 2 && a.rank() > 1) {
            return byMatrix(step, a, b);
        }
        Emitter emit = step.emit();
        Dims rows = a.rank() == 1 ? matrix(1, a.size(0)) : a;
        Dims columns = b.rank() == 1 ? matrix(b.size(0), 1) : b;
        Dims product = new Dims(Stream.concat(batch(step, a, b).stream(), Stream.of(rows.size(-2), columns.size(-1)))
                .toList());
        String g = emit.reshape(step.upstream(), product.full());
        String other = input == 0
                ? transposed(emit, column(step, b), columns.rank())
                : transposed(emit, row(step, a), rows.rank());
        String result = input == 0 ? emit.call("MatMul", g, other) : emit.call("MatMul", other, g);
        Dims wanted = input == 0 ? a : b;
        Dims made = last(product, input == 0 ? rows : columns);
        String laidOut = emit.normal(result, made);
        String summed = emit.unbroadcast(laidOut, made, input == 0 ? rows : columns);
        return wanted.rank() == 1 ? emit.reshape(summed, wanted.gradient()) : summed;
    }

    /** All rows of all seeds at once: one product, and no transposed copy of a weight. */
    private static String byMatrix(Step step, Dims a, Dims b) {
        Emitter emit = step.emit();
        boolean flat = a.rank() == 2 && a.merged();
        String g = flat ? step.upstream() : emit.reshape(step.upstream(), List.of(-1L, b.size(1)));
        String product = emit.product(g, step.input(1), true, 1);
        return flat ? product : emit.reshape(product, a.gradient());
    }

    private static Dims matrix(long rows, long columns) {
        return new Dims(List.of(rows, columns));
    }

    /** The output's axes before the matrix. */
    private static List<Long> batch(Step step, Dims a, Dims b) {
        Dims y = step.outputDims();
        int matrixAxes = (a.rank() > 1 ? 1 : 0) + (b.rank() > 1 ? 1 : 0);
        return y.sizes().subList(0, y.rank() - matrixAxes);
    }

    private static Dims last(Dims batch, Dims matrix) {
        return new Dims(Stream.concat(
                        batch.sizes().subList(0, batch.rank() - 2).stream(),
                        matrix.sizes().subList(matrix.rank() - 2, matrix.rank()).stream())
                .toList());
    }

    private static String row(Step step, Dims a) {
        return a.rank() == 1 ? step.emit().reshape(step.input(0), List.of(1L, a.size(0))) : step.input(0);
    }

    private static String column(Step step, Dims b) {
        return b.rank() == 1 ? step.emit().reshape(step.input(1), List.of(b.size(0), 1L)) : step.input(1);
    }

    private static String transposed(Emitter emit, String matrix, int rank) {
        List<Long> order = LongStream.range(0, rank)
                .mapToObj(axis -> axis < rank - 2 ? axis : 2L * rank - 3 - axis)
                .toList();
        return emit.transpose(matrix, order);
    }
}
