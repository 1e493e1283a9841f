package io.cam4j.onnx.backward;

import java.util.List;

/**
 * Gemm-7, -9, -11, -13: Y = α A′B′ + β C, with A′ = A or Aᵀ. For a gradient G of Y: ∂t/∂A′ = α G B′ᵀ, ∂t/∂B′ = α A′ᵀ G,
 * ∂t/∂C = β G summed over what was repeated. Where Y has one row, as behind a pool, G of k seeds is a matrix itself.
 */
final class GemmRule implements Rule {
    @Override
    public boolean passes(int input) {
        return true;
    }

    @Override
    public String gradient(Step step, int input) {
        return switch (input) {
            case 0 -> first(step);
            case 1 -> second(step);
            default -> third(step);
        };
    }

    private static String first(Step step) {
        Emitter emit = step.emit();
        Dims y = step.outputDims();
        Dims a = step.inputDims(0);
        boolean transposed = flag(step, "transA");
        long inner = a.size(transposed ? 0 : 1);
        String g = y.merged() ? step.upstream() : emit.reshape(step.upstream(), List.of(-1L, y.size(1)));
        String product = emit.product(g, step.input(1), !flag(step, "transB"), alpha(step));
        if (y.merged() && !transposed) {
            return product;
        }
        String rows = emit.reshape(product, List.of(-1L, y.size(0), inner)); // [k, M, inner]
        return transposed ? emit.normal(emit.transpose(rows, List.of(0L, 2L, 1L)), a) : emit.normal(rows, a);
    }

    private static String second(Step step) {
        Emitter emit = step.emit();
        String a = step.input(0);
        String turned = flag(step, "transA") ? a : emit.transpose(a, List.of(1L, 0L)); // [inner, M]
        String g = emit.full(step.upstream(), step.outputDims()); // [k, M, N]
        String product = emit.scaled(emit.call("MatMul", turned, g), alpha(step));
        return emit.normal(
                flag(step, "transB") ? emit.transpose(product, List.of(0L, 2L, 1L)) : product, step.inputDims(1));
    }

    private static String third(Step step) {
        String g = step.emit().scaled(step.upstream(), step.node().floatAttribute("beta", 1));
        return step.emit().unbroadcast(g, step.outputDims(), step.inputDims(2));
    }

    private static float alpha(Step step) {
        return step.node().floatAttribute("alpha", 1);
    }

    private static boolean flag(Step step, String name) {
        return step.node().intAttribute(name, 0) != 0;
    }
}
