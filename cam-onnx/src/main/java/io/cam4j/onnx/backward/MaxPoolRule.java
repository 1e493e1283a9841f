package io.cam4j.onnx.backward;

import io.cam4j.onnx.graph.Attributes;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.OnnxNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * MaxPool-1, -8, -10, -11, -12, -22: the first of the largest cells of a window, row by row, gets the window's gradient, as in
 * PyTorch. A convolution with a one for each cell lays the windows out, ArgMax finds the cell, and the transposed
 * convolution puts the gradient back. Padding counts as the lowest number.
 */
final class MaxPoolRule implements Rule {
    private static final long MOST_CELLS = 1024; // a matrix of its square is made

    @Override
    public Optional<String> refusal(OnnxGraph graph, OnnxNode node) {
        long cells = node.intsAttribute("kernel_shape").orElse(List.of()).stream()
                .reduce(1L, (a, b) -> Math.min(MOST_CELLS + 1, a * Math.min(MOST_CELLS + 1, b)));
        return cells > MOST_CELLS
                ? Optional.of("a window of more than %d cells".formatted(MOST_CELLS))
                : Optional.empty();
    }

    @Override
    public String gradient(Step step, int input) {
        Emitter emit = step.emit();
        Dims x = step.inputDims(0);
        Dims y = step.outputDims();
        Window window = Window.ofPool(step);
        List<Long> coarse = window.coarse();
        String cells = window.cells(emit);
        String windows = window.padded().gather(emit, padded(step, window), cells, 1); // [N · C, cells, …]
        String first = emit.add("ArgMax", List.of(windows), Attributes.integer("axis", 1));
        String numbers =
                emit.reshape(emit.range(window.cells()), sizes(Collections.nCopies(coarse.size(), 1L), window.cells()));
        String chosen = emit.mask(emit.call("Equal", first, numbers));
        String mask = emit.reshape(chosen, sizes(coarse, x.size(0), x.size(1), window.cells()));
        String g = emit.reshape(step.upstream(), withCell(y));
        String parted = emit.reshape(emit.times(g, mask), sizes(coarse, -1L, window.cells()));
        return emit.reshape(window.scatter(emit, parted, cells, 1), x.gradient());
    }

    private static String padded(Step step, Window window) {
        List<Long> pads = window.pads();
        int axes = window.axes();
        List<Long> all = Stream.of(
                        List.of(0L, 0L), pads.subList(0, axes), List.of(0L, 0L), pads.subList(axes, 2 * axes))
                .flatMap(List::stream)
                .toList();
        String planes = step.emit().reshape(step.input(0), sizes(window.fine(), -1L, 1L));
        return step.emit().pad(planes, all, -Float.MAX_VALUE);
    }

    /** The gradient's sizes with an axis of one behind the channels. */
    private static List<Long> withCell(Dims y) {
        List<Long> sizes = new ArrayList<>(y.gradient());
        sizes.add(y.merged() ? 2 : 3, 1L);
        return sizes;
    }

    private static List<Long> sizes(List<Long> spatial, Long... first) {
        return Stream.concat(Stream.of(first), spatial.stream()).toList();
    }
}
