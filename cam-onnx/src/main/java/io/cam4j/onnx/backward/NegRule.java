package io.cam4j.onnx.backward;

/**
 * Neg-6, -13: ∂y/∂x = −1.
 */
final class NegRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        return emit.call("Neg", step.upstream());
    }
}
