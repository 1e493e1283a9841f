package io.cam4j.onnx.backward;

/**
 * Abs-6, -13: ∂y/∂x is the sign of x, 0 at the kink.
 */
final class AbsRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String zero = emit.number(0);
        String sign = emit.minus(emit.above(step.input(0), zero), emit.above(zero, step.input(0)));
        return emit.times(step.upstream(), sign);
    }
}
