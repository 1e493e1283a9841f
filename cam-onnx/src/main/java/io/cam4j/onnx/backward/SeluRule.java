package io.cam4j.onnx.backward;

/**
 * Selu-6, -22: y = γx for x > 0 and γα(eˣ − 1) elsewhere, where ∂y/∂x = γαeˣ = y + γα.
 */
final class SeluRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        double gamma = step.node().floatAttribute("gamma", 1.050701f);
        double alpha = step.node().floatAttribute("alpha", 1.6732632f);
        String positive = emit.above(step.input(0), emit.number(0));
        String bent = emit.plus(step.output(), emit.number(gamma * alpha));
        String left = emit.times(emit.minus(emit.number(1), positive), bent);
        return emit.times(step.upstream(), emit.plus(emit.scaled(positive, gamma), left));
    }
}
