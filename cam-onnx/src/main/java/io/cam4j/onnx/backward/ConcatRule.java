package io.cam4j.onnx.backward;

/**
 * Concat-4, -11, -13: each input gets the part of the gradient that stands where it stood.
 */
final class ConcatRule implements Rule {
    @Override
    public boolean passes(int input) {
        return true;
    }

    @Override
    public String gradient(Step step, int input) {
        Dims y = step.outputDims();
        Dims part = step.inputDims(input);
        int axis = y.axis(step.node().intAttribute("axis", 1));
        long start = 0;
        for (int i = 0; i < input; i++) {
            start += step.inputDims(i).size(axis);
        }
        String slice = step.emit().slice(step.upstream(), y.gradientAxis(axis), start, start + part.size(axis));
        return part.merged() == y.merged() ? slice : step.emit().reshape(slice, part.gradient());
    }
}
