package io.cam4j.onnx.backward;

/**
 * HardSigmoid-6, -22: y = max(0, min(1, αx + β)), ∂y/∂x = α where y lies between 0 and 1, and 0
 * elsewhere and at the kinks.
 */
final class HardSigmoidRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String inside = emit.between(emit.number(0), step.output(), emit.number(1));
        return emit.scaled(emit.times(step.upstream(), inside), step.node().floatAttribute("alpha", 0.2f));
    }
}
