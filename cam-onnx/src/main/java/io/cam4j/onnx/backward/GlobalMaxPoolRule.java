package io.cam4j.onnx.backward;

import io.cam4j.onnx.graph.Attributes;
import java.util.List;

/**
 * GlobalMaxPool-1, -22: the first of the largest values of a channel gets its gradient.
 */
final class GlobalMaxPoolRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        Dims x = step.inputDims(0);
        long places = x.count(step.axesFrom(2));
        String flat = emit.reshape(step.input(0), List.of(x.size(0), x.size(1), places));
        String first = emit.add("ArgMax", List.of(flat), Attributes.integer("axis", 2));
        String mask = emit.mask(emit.call("Equal", first, emit.range(places)));
        return emit.times(step.upstream(), emit.reshape(mask, x.sizes()));
    }
}
