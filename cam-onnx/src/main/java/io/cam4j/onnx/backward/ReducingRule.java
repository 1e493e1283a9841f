package io.cam4j.onnx.backward;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rule of an operator that reduces axes. */
interface ReducingRule extends Rule {
    @Override
    default Set<Integer> parameters() {
        return Set.of(1);
    }

    /**
     * Returns the axes reduced. They stand in an attribute or in the second input; none means all, unless noop_with_empty_axes is set. A global pool
     * has those behind the channels.
     */
    default List<Integer> axes(Step step) {
        if (step.node().operator().startsWith("Global")) {
            return step.axesFrom(2);
        }
        Optional<List<Long>> named = step.node().intsAttribute("axes").or(() -> step.parameter(1));
        List<Long> axes = named.orElse(List.of());
        if (axes.isEmpty()) {
            return step.node().intAttribute("noop_with_empty_axes", 0) == 0 ? step.axesFrom(0) : List.of();
        }
        Dims dims = step.inputDims(0);
        return axes.stream().map(dims::axis).toList();
    }
}
