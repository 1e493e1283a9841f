package io.cam4j.onnx.backward;

/**
 * Sqrt-6, -13: ∂y/∂x = 1/(2y), and 0 where y = 0. There PyTorch has ∞, and a Relu before it has 0 again, as it selects; a mask
 * that multiplies would make it no number.
 */
final class SqrtRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String y = step.output();
        String positive = emit.above(y, emit.number(0));
        String divisor = emit.plus(emit.scaled(y, 2), emit.minus(emit.number(1), positive));
        return emit.times(step.upstream(), emit.over(positive, divisor));
    }
}
