package io.cam4j.onnx.backward;

/**
 * Sub-7, -13, -14: y = a − b with broadcasting; ∂y/∂a = 1, ∂y/∂b = −1, summed over what was repeated.
 */
final class SubRule implements Rule {
    @Override
    public boolean passes(int input) {
        return true;
    }

    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String gradient = emit.unbroadcast(step.upstream(), step.outputDims(), step.inputDims(input));
        return input == 0 ? gradient : emit.call("Neg", gradient);
    }
}
