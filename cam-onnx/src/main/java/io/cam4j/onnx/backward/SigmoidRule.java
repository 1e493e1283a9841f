package io.cam4j.onnx.backward;

/**
 * Sigmoid-6, -13: y = 1/(1 + e⁻ˣ), ∂y/∂x = y (1 − y).
 */
final class SigmoidRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String y = step.output();
        return emit.times(step.upstream(), emit.times(y, emit.minus(emit.number(1), y)));
    }
}
