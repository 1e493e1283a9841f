package io.cam4j.onnx.backward;

import java.util.ArrayList;
import java.util.List;

/**
 * Tile-6, -13: what was repeated is summed.
 */
final class TileRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Dims x = step.inputDims(0);
        Dims y = step.outputDims();
        List<Long> parted = new ArrayList<>(List.of(-1L));
        List<Long> repeated = new ArrayList<>();
        for (int axis = 0; axis < x.rank(); axis++) {
            repeated.add((long) parted.size());
            parted.add(y.size(axis) / x.size(axis));
            parted.add(x.size(axis));
        }
        String g = step.emit().sum(step.emit().reshape(step.upstream(), parted), repeated);
        return step.emit().reshape(g, x.gradient());
    }
}
