package io.cam4j.onnx.backward;

/**
 * Elu-6, -22: y = x for x > 0 and α(eˣ − 1) elsewhere, where ∂y/∂x = αeˣ = y + α.
 */
final class EluRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String y = step.output();
        String positive = emit.above(step.input(0), emit.number(0));
        String bent = emit.plus(y, emit.number(step.node().floatAttribute("alpha", 1)));
        String slope = emit.plus(positive, emit.times(emit.minus(emit.number(1), positive), bent));
        return emit.times(step.upstream(), slope);
    }
}
