package io.cam4j.onnx.backward;

/**
 * Pow-7, -12, -13, -15: y = aᵖ with a constant p, broadcast; ∂y/∂a = p · aᵖ⁻¹, summed over what was repeated.
 */
final class PowRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String exponent = step.input(1);
        String power = emit.call("Pow", step.input(0), emit.minus(exponent, emit.number(1)));
        String gradient = emit.times(step.upstream(), emit.times(power, exponent));
        return emit.unbroadcast(gradient, step.outputDims(), step.inputDims(0));
    }
}
