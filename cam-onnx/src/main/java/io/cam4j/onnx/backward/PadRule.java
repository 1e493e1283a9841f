package io.cam4j.onnx.backward;

import io.cam4j.onnx.graph.OnnxNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Pad-2 (pads are an attribute), -11, -13, -18 and later (an input, which axes another), with constant values: the gradient
 * loses what was added.
 */
final class PadRule implements Rule {
    @Override
    public boolean covers(OnnxNode node) {
        return node.textAttribute("mode", "constant").equals("constant");
    }

    @Override
    public Set<Integer> parameters() {
        return Set.of(1, 3);
    }

    @Override
    public String gradient(Step step, int input) {
        Dims x = step.inputDims(0);
        List<Long> pads =
                step.node().intsAttribute("pads").or(() -> step.parameter(1)).orElseThrow();
        List<Long> axes = step.parameter(3)
                .orElseGet(() -> LongStream.range(0, x.rank()).boxed().toList());
        int rank = x.rank() + 1;
        List<Long> crops = new ArrayList<>(Collections.nCopies(2 * rank, 0L));
        for (int i = 0; i < axes.size(); i++) {
            int axis = x.axis(axes.get(i)) + 1;
            crops.set(axis, -pads.get(i));
            crops.set(rank + axis, -pads.get(axes.size() + i));
        }
        String g = step.emit().full(step.upstream(), step.outputDims());
        return step.emit().normal(step.emit().pad(g, crops, 0), x);
    }
}
