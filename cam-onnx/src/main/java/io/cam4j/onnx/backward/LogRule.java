package io.cam4j.onnx.backward;

/**
 * Log-6, -13: ∂y/∂x = 1/x.
 */
final class LogRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        return emit.over(step.upstream(), step.input(0));
    }
}
