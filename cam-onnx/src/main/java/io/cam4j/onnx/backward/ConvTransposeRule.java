package io.cam4j.onnx.backward;

/**
 * ConvTranspose-1, -11, -22: the adjoint of a convolution; its own adjoint is that convolution, with the same weights.
 */
final class ConvTransposeRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        Dims x = step.inputDims(0);
        Dims y = step.outputDims();
        Window window = Window.of(step.node(), step.inputDims(1).behindChannels(), y, x);
        String gathered = window.gather(
                emit,
                emit.images(step.upstream(), y),
                step.input(1),
                step.node().intAttribute("group", 1));
        return emit.perImage(gathered, x);
    }
}
