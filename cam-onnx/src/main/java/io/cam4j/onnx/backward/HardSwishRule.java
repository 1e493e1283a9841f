package io.cam4j.onnx.backward;

/**
 * HardSwish-14, -22: y = x · max(0, min(1, x/6 + 1/2)), so ∂y/∂x = 0 for x ≤ −3, 1 for x ≥ 3, and x/3 + 1/2 between.
 */
final class HardSwishRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String x = step.input(0);
        String rising = emit.plus(emit.scaled(x, 1 / 3.0), emit.number(0.5));
        String above = emit.mask(emit.call("Not", emit.call("Less", x, emit.number(3))));
        String middle = emit.between(emit.number(-3), x, emit.number(3));
        return emit.times(step.upstream(), emit.plus(above, emit.times(middle, rising)));
    }
}
