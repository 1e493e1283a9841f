package io.cam4j.onnx.backward;

/**
 * Tanh-6, -13: ∂y/∂x = 1 − y².
 */
final class TanhRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String y = step.output();
        return emit.times(step.upstream(), emit.minus(emit.number(1), emit.times(y, y)));
    }
}
