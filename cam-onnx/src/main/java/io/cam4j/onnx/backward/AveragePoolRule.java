package io.cam4j.onnx.backward;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.List;
import java.util.stream.Stream;

/**
 * AveragePool-7, -10, -11, -19, -22: y is a mean over a window, so each cell gets its share of the gradient, 1/n of the n cells
 * counted; the padding counts if {@code count_include_pad} says so. With stride one the scattering is a sum over a window
 * itself.
 */
final class AveragePoolRule implements Rule {
    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        Dims x = step.inputDims(0);
        Window window = Window.ofPool(step);
        String shared = shared(step, window);
        String planes = emit.reshape(shared, plane(-1, window.coarse())); // a channel each
        String ones = emit.ones(plane(1, window.kernel()));
        String scattered = window.scattersDensely()
                ? window.scatterDense(emit, planes, ones, 1)
                : window.scatter(emit, planes, ones, 1);
        return emit.reshape(scattered, x.gradient());
    }

    private static List<Long> plane(long planes, List<Long> sizes) {
        return Stream.concat(Stream.of(planes, 1L), sizes.stream()).toList();
    }

    private static String shared(Step step, Window window) {
        Emitter emit = step.emit();
        boolean all = step.node().intAttribute("count_include_pad", 0) != 0;
        if (!window.isPadded()) {
            return emit.scaled(step.upstream(), 1.0 / window.cells());
        }
        List<Double> inside = window.counts().stream().map(count -> 1.0 / count).toList();
        String share = emit.numbers(inside, window.coarse());
        if (!all) {
            return emit.times(step.upstream(), share);
        }
        // what ONNX Runtime counts beyond a map's end differs from version to version: the mean of ones tells
        String ones = emit.ones(plane(1, window.fine()));
        String mean =
                emit.add("AveragePool", List.of(ones), step.node().attributes().toArray(AttributeProto[]::new));
        String counted = emit.reshape(mean, window.coarse());
        return emit.times(step.upstream(), emit.times(share, counted));
    }
}
