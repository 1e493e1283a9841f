package io.cam4j.onnx.backward;

import io.cam4j.onnx.graph.Attributes;
import java.util.List;

/**
 * LRN-1, -13: y = x s^(−β) with s = bias + α/n · Σ x² over n neighboring channels (Krizhevsky et al., "ImageNet
 * Classification with Deep Convolutional Neural Networks", 2012, section 3.3). So
 * ∂t/∂xⱼ = gⱼ sⱼ^(−β) − 2αβ/n · xⱼ Σ gᵢ xᵢ sᵢ^(−β−1) over the channels i that j is a neighbor of. Sums over channels are
 * means over a window times n.
 */
final class LrnRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        Dims x = step.inputDims(0);
        long n = step.node().intAttribute("size", 1);
        float alpha = step.node().floatAttribute("alpha", 1e-4f);
        float beta = step.node().floatAttribute("beta", 0.75f);
        float bias = step.node().floatAttribute("bias", 1);
        long before = (n - 1) / 2;
        long behind = n - 1 - before;
        String values = step.input(0);
        String squares = emit.times(values, values);
        String s =
                emit.plus(emit.scaled(mean(emit, squares, x, x.sizes(), n, before, behind), alpha), emit.number(bias));
        String power = emit.call("Pow", s, emit.number(-beta));
        String g = emit.times(step.upstream(), power);
        String along = emit.over(emit.times(g, values), s);
        String sums = mean(emit, along, x, x.gradient(), n, behind, before);
        return emit.minus(g, emit.scaled(emit.times(values, sums), 2.0 * alpha * beta));
    }

    /** Means over neighboring channels; beyond the first and last there are zeros. */
    private static String mean(Emitter emit, String a, Dims x, List<Long> sizes, long n, long before, long behind) {
        String planes = emit.reshape(a, List.of(-1L, 1L, x.size(1), x.count() / x.size(0) / x.size(1)));
        String means = emit.add(
                "AveragePool",
                List.of(planes),
                Attributes.integers("kernel_shape", List.of(n, 1L)),
                Attributes.integers("pads", List.of(before, 0L, behind, 0L)),
                Attributes.integer("count_include_pad", 1));
        return emit.reshape(means, sizes);
    }
}
