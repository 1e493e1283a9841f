package io.cam4j.onnx.backward;

/**
 * Div-7, -13, -14: y = a / b with broadcasting; ∂y/∂a = 1/b, ∂y/∂b = −y/b, summed over what was repeated.
 */
final class DivRule implements Rule {
    @Override
    public boolean passes(int input) {
        return true;
    }

    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String quotient = emit.over(step.upstream(), step.input(1));
        String gradient = input == 0 ? quotient : emit.call("Neg", emit.times(quotient, step.output()));
        return emit.unbroadcast(gradient, step.outputDims(), step.inputDims(input));
    }
}
