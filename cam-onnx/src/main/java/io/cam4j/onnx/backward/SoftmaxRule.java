package io.cam4j.onnx.backward;

import java.util.List;

/**
 * Softmax-1, -11 (over all axes from {@code axis} on, 1 if not said), -13 (over one axis, the last if not said):
 * ∂t/∂xᵢ = yᵢ (gᵢ − Σⱼ gⱼ yⱼ).
 */
final class SoftmaxRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String weighted = emit.times(step.upstream(), step.output());
        String mean = emit.sum(weighted, step.gradientAxes(axes(step)));
        return emit.times(step.output(), emit.minus(step.upstream(), mean));
    }

    /** Returns the axes the values are normalized over. */
    static List<Integer> axes(Step step) {
        boolean one = step.emit().opset() >= 13;
        int axis = step.inputDims(0).axis(step.node().intAttribute("axis", one ? -1 : 1));
        return one ? List.of(axis) : step.axesFrom(axis);
    }
}
