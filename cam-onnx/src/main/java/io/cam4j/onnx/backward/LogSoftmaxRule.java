package io.cam4j.onnx.backward;

/**
 * LogSoftmax-1, -11, -13, over the axes of {@link SoftmaxRule}: ∂t/∂xᵢ = gᵢ − e^yᵢ Σⱼ gⱼ.
 */
final class LogSoftmaxRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String sum = emit.sum(step.upstream(), step.gradientAxes(SoftmaxRule.axes(step)));
        return emit.minus(step.upstream(), emit.times(emit.call("Exp", step.output()), sum));
    }
}
