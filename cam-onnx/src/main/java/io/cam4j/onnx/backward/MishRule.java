package io.cam4j.onnx.backward;

/**
 * Mish-18, -22: y = x t with t = tanh(ln(1 + eˣ)), so ∂y/∂x = t + x (1 − t²) σ(x).
 */
final class MishRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String x = step.input(0);
        String t = emit.call("Tanh", emit.call("Softplus", x));
        String bend = emit.times(emit.minus(emit.number(1), emit.times(t, t)), emit.call("Sigmoid", x));
        return emit.times(step.upstream(), emit.plus(t, emit.times(x, bend)));
    }
}
