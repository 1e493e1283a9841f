package io.cam4j.onnx.backward;

/**
 * Pow-7, -12, -13, -15: y = aᵖ with a constant p, broadcast; ∂y/∂a = p · aᵖ⁻¹, summed over what was repeated. At
 * a = 0 it is 0 for p &lt; 1, where it has no limit: as of the square root, whose mask by a Relu before it would make it no number.
 */
final class PowRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String exponent = step.input(1);
        String base = step.input(0);
        String one = emit.number(1);
        String nonzero = emit.above(emit.call("Abs", base), emit.number(0));
        String flat = emit.times(emit.minus(one, nonzero), emit.above(one, exponent)); // 1 there, 0 elsewhere
        String power = emit.call("Pow", emit.plus(base, flat), emit.minus(exponent, one));
        String slope = emit.times(emit.times(power, exponent), emit.minus(one, flat));
        String gradient = emit.times(step.upstream(), slope);
        return emit.unbroadcast(gradient, step.outputDims(), step.inputDims(0));
    }
}
