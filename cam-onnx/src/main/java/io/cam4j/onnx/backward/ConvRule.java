package io.cam4j.onnx.backward;

import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Conv-1, -11, -22: y is linear in x, so the gradient of x is the adjoint: each place of y scatters its gradient over the cells
 * it was gathered from. That is a transposed convolution with the weights as they are (Dumoulin and Visin, "A guide to
 * convolution arithmetic", 2016, chapter 4); with stride one also a convolution with the weights turned by 180° and their
 * channels swapped, which ONNX Runtime computes faster, for a turned copy of the weights in the session.
 */
final class ConvRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        Dims weights = step.inputDims(1);
        Dims x = step.inputDims(0);
        Dims y = step.outputDims();
        Window window = Window.of(step.node(), behindChannels(weights), behindChannels(x), behindChannels(y));
        long group = step.node().intAttribute("group", 1);
        String g = emit.images(step.upstream(), y);
        boolean turn = window.cells() > 1 && window.scattersDensely();
        String scattered = turn
                ? window.scatterDense(emit, g, turned(emit, step.input(1), weights, group), group)
                : window.scatter(emit, g, step.input(1), group);
        return emit.perImage(scattered, x);
    }

    static List<Long> behindChannels(Dims dims) {
        return dims.sizes().subList(2, dims.rank());
    }

    /** [g · M, C, …] as [g · C, M, …], turned along each spatial axis. */
    private static String turned(Emitter emit, String weights, Dims dims, long group) {
        List<Long> spatial = behindChannels(dims);
        String parted = emit.reshape(weights, sizes(spatial, group, dims.size(0) / group, dims.size(1)));
        List<Long> order = Stream.concat(
                        Stream.of(0L, 2L, 1L),
                        LongStream.range(3, 3L + spatial.size()).boxed())
                .toList();
        String swapped =
                emit.reshape(emit.transpose(parted, order), sizes(spatial, group * dims.size(1), dims.size(0) / group));
        String turned = swapped;
        for (int axis = 0; axis < spatial.size(); axis++) {
            turned = emit.reversed(turned, axis + 2, spatial.get(axis));
        }
        return turned;
    }

    private static List<Long> sizes(List<Long> spatial, Long... first) {
        return Stream.concat(Stream.of(first), spatial.stream()).toList();
    }
}
