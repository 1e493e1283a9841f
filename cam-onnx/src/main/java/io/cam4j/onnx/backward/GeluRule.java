package io.cam4j.onnx.backward;

/**
 * Gelu-20 and com.microsoft.Gelu: y = x Φ(x), ∂y/∂x = Φ(x) + x φ(x) with Φ(x) = (1 + erf(x/√2))/2, φ(x) = e^(−x²/2)/√(2π).
 * With approximate = tanh: y = x (1 + t)/2, t = tanh u, u = √(2/π) (x + 0.044715 x³), so
 * ∂y/∂x = (1 + t)/2 + x (1 − t²)/2 · √(2/π) (1 + 3 · 0.044715 x²).
 */
final class GeluRule implements Rule {
    private static final double ROOT = Math.sqrt(2 / Math.PI);
    private static final double CUBIC = 0.044715;

    @Override
    public String gradient(Step step, int input) {
        boolean tanh = step.node().textAttribute("approximate", "none").equals("tanh");
        String x = step.input(0);
        return step.emit().times(step.upstream(), tanh ? approximate(step.emit(), x) : exact(step.emit(), x));
    }

    private static String exact(Emitter emit, String x) {
        String erf = emit.call("Erf", emit.scaled(x, Math.sqrt(0.5)));
        String below = emit.scaled(emit.plus(erf, emit.number(1)), 0.5);
        String density = emit.call("Exp", emit.scaled(emit.times(x, x), -0.5));
        return emit.plus(below, emit.scaled(emit.times(x, density), 1 / Math.sqrt(2 * Math.PI)));
    }

    private static String approximate(Emitter emit, String x) {
        String square = emit.times(x, x);
        String inner = emit.times(emit.scaled(x, ROOT), emit.plus(emit.scaled(square, CUBIC), emit.number(1)));
        String t = emit.call("Tanh", inner);
        String slope = emit.plus(emit.scaled(square, 3 * CUBIC * ROOT), emit.number(ROOT));
        String bend = emit.times(emit.minus(emit.number(1), emit.times(t, t)), emit.times(x, slope));
        return emit.scaled(emit.plus(emit.plus(t, bend), emit.number(1)), 0.5);
    }
}
