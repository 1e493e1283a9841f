package io.cam4j.onnx.backward;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Max-8, -12, -13 and Min-8, -12, -13: the largest, or smallest, of the inputs at a place gets the gradient; equal ones share
 * it evenly, as in PyTorch's maximum.
 */
final class ExtremeRule implements Rule {
    @Override
    public boolean passes(int input) {
        return true;
    }

    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        List<String> masks = IntStream.range(0, step.node().inputs().size())
                .mapToObj(i -> chosen(step, i))
                .toList();
        String share = masks.size() == 1 ? masks.get(0) : emit.over(masks.get(input), emit.total(masks));
        return emit.unbroadcast(emit.times(step.upstream(), share), step.outputDims(), step.inputDims(input));
    }

    private static String chosen(Step step, int input) {
        String beaten = step.node().operator().equals("Max") ? "Less" : "Greater";
        return step.emit().mask(step.emit().call("Not", step.emit().call(beaten, step.input(input), step.output())));
    }
}
