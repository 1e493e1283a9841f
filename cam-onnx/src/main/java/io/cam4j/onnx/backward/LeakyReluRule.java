package io.cam4j.onnx.backward;

/**
 * LeakyRelu-6, -16: y = x for x > 0 and αx elsewhere, so ∂y/∂x = α + (1 − α) [x > 0]. With α ≥ 0, y has the sign of x.
 */
final class LeakyReluRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        float alpha = step.node().floatAttribute("alpha", 0.01f);
        String positive = emit.above(alpha < 0 ? step.input(0) : step.output(), emit.number(0));
        String slope = emit.plus(emit.scaled(positive, 1.0 - alpha), emit.number(alpha));
        return emit.times(step.upstream(), slope);
    }
}
