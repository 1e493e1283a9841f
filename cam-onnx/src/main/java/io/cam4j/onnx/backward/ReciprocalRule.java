package io.cam4j.onnx.backward;

/**
 * Reciprocal-6, -13: y = 1/x, ∂y/∂x = −y².
 */
final class ReciprocalRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String y = step.output();
        return emit.call("Neg", emit.times(step.upstream(), emit.times(y, y)));
    }
}
