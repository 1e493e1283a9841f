package io.cam4j.onnx.backward;

/**
 * Mul-7, -13, -14: y = a · b with broadcasting; ∂y/∂a = b, ∂y/∂b = a, summed over what was repeated.
 */
final class MulRule implements Rule {
    @Override
    public boolean passes(int input) {
        return true;
    }

    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String product = emit.times(step.upstream(), step.input(1 - input));
        return emit.unbroadcast(product, step.outputDims(), step.inputDims(input));
    }
}
