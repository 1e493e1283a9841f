package io.cam4j.onnx.backward;

/**
 * PRelu-7, -9, -16: y = x for x > 0 and slope · x elsewhere, the slope broadcast; ∂y/∂x = slope + (1 − slope) [x > 0].
 */
final class PReluRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String positive = emit.above(step.input(0), emit.number(0));
        String slope = step.input(1);
        String rest = emit.times(emit.minus(emit.number(1), slope), positive);
        return emit.times(step.upstream(), emit.plus(slope, rest));
    }
}
