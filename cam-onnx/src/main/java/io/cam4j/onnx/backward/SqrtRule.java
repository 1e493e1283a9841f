package io.cam4j.onnx.backward;

/**
 * Sqrt-6, -13: ∂y/∂x = 1/(2y).
 */
final class SqrtRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        return emit.over(step.upstream(), emit.scaled(step.output(), 2));
    }
}
