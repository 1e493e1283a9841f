package io.cam4j.onnx.backward;

/**
 * Where-9, -16: the gradient goes to the input that was chosen at a place; the condition gets none.
 */
final class WhereRule implements Rule {
    @Override
    public boolean passes(int input) {
        return input > 0;
    }

    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String condition = step.node().inputs().get(0);
        String mask = emit.mask(input == 1 ? condition : emit.call("Not", condition));
        return emit.unbroadcast(emit.times(step.upstream(), mask), step.outputDims(), step.inputDims(input));
    }
}
