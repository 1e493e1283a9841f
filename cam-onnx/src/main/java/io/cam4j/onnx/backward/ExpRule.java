package io.cam4j.onnx.backward;

/**
 * Exp-6, -13: ∂y/∂x = y.
 */
final class ExpRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        return emit.times(step.upstream(), step.output());
    }
}
