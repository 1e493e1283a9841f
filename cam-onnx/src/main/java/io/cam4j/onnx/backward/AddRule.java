package io.cam4j.onnx.backward;

/**
 * Add-7, -13, -14 and Sum-8, -13 (of equal shapes also Sum-6): y = Σ xᵢ with broadcasting; ∂y/∂xᵢ = 1, summed over what was
 * repeated.
 */
final class AddRule implements Rule {
    @Override
    public boolean passes(int input) {
        return true;
    }

    @Override
    public String gradient(Step step, int input) {
        return step.emit().unbroadcast(step.upstream(), step.outputDims(), step.inputDims(input));
    }
}
