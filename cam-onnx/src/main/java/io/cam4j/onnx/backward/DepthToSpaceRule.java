package io.cam4j.onnx.backward;

import java.util.List;

/**
 * DepthToSpace-1, -11, -13: the values stay, in other places. Channels are (b, b, c) in mode DCR and (c, b, b) in mode CRD.
 */
final class DepthToSpaceRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        Dims x = step.inputDims(0);
        long b = step.node().intAttribute("blocksize", 1);
        boolean crd = step.node().textAttribute("mode", "DCR").equals("CRD");
        List<Long> blocks = List.of(-1L, x.size(1) / (b * b), x.size(2), b, x.size(3), b);
        List<Long> order = crd ? List.of(0L, 1L, 3L, 5L, 2L, 4L) : List.of(0L, 3L, 5L, 1L, 2L, 4L);
        return emit.reshape(emit.transpose(emit.reshape(step.upstream(), blocks), order), x.gradient());
    }
}
