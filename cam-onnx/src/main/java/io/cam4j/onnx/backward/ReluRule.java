package io.cam4j.onnx.backward;

/**
 * Relu-6, -13, -14: y = max(x, 0), so ∂y/∂x = [y > 0], and 0 at the kink. Read off y, which leaves the runtime free to fuse
 * what comes before.
 */
final class ReluRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        return emit.times(step.upstream(), emit.above(step.output(), emit.number(0)));
    }
}
