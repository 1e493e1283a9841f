package io.cam4j.onnx.backward;

/**
 * Pow-7, -12, -13, -15: y = aᵖ with a constant p, broadcast; ∂y/∂a = p · aᵖ⁻¹, summed over what was repeated. Where
 * p = 0 it is 0 for any a: the exponent stays 0 there, since 0 · 0⁻¹ is not a number.
 */
final class PowRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String exponent = step.input(1);
        String one = emit.above(emit.call("Abs", exponent), emit.number(0));
        String power = emit.call("Pow", step.input(0), emit.minus(exponent, one));
        String gradient = emit.times(step.upstream(), emit.times(power, exponent));
        return emit.unbroadcast(gradient, step.outputDims(), step.inputDims(0));
    }
}
