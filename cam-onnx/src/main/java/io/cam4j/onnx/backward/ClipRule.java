package io.cam4j.onnx.backward;

import java.util.Optional;

/**
 * Clip-6 (bounds are attributes), -11, -12, -13 (bounds are inputs, either may be left out): ∂y/∂x = 1 where y lies
 * between the bounds, and 0 elsewhere and at the kinks, as for PyTorch's ReLU6.
 */
final class ClipRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        String gradient = step.upstream();
        String y = step.output();
        Optional<String> low = bound(step, "min", 1);
        Optional<String> high = bound(step, "max", 2);
        if (low.isPresent() && high.isPresent()) {
            return emit.times(gradient, emit.between(low.get(), y, high.get()));
        }
        if (low.isPresent()) {
            return emit.times(gradient, emit.above(y, low.get()));
        }
        return high.isPresent() ? emit.times(gradient, emit.above(high.get(), y)) : gradient;
    }

    private static Optional<String> bound(Step step, String attribute, int input) {
        if (step.emit().opset() >= 11) {
            return step.node().input(input).map(step.emit()::forward);
        }
        float value = step.node().floatAttribute(attribute, Float.NaN);
        return Float.isNaN(value) ? Optional.empty() : Optional.of(step.emit().number(value));
    }
}
