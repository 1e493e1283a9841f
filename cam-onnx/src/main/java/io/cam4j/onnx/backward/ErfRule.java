package io.cam4j.onnx.backward;

/**
 * Erf-9, -13: ∂y/∂x = 2/√π · e^(−x²).
 */
final class ErfRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String x = step.input(0);
        String bell = emit.call("Exp", emit.call("Neg", emit.times(x, x)));
        return emit.times(step.upstream(), emit.scaled(bell, 2 / Math.sqrt(Math.PI)));
    }
}
