package io.cam4j.onnx.backward;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.cam4j.onnx.graph.Attributes;
import io.cam4j.onnx.graph.OnnxNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * How a window slides over spatial axes (ONNX Conv, ConvTranspose, AveragePool, MaxPool). The fine side is the one it
 * slides over, the coarse side has a value for each of its places. Lists have an entry a spatial axis.
 *
 * @param kernel sizes of the window
 * @param strides steps between its places
 * @param dilations steps between its cells
 * @param begins cells of padding before the fine side
 * @param fine sizes of the fine side
 * @param coarse sizes of the coarse side
 */
record Window(
        List<Long> kernel,
        List<Long> strides,
        List<Long> dilations,
        List<Long> begins,
        List<Long> fine,
        List<Long> coarse) {
    Window {
        kernel = List.copyOf(kernel);
        strides = List.copyOf(strides);
        dilations = List.copyOf(dilations);
        begins = List.copyOf(begins);
        fine = List.copyOf(fine);
        coarse = List.copyOf(coarse);
    }

    /**
     * Returns the window of a node.
     *
     * @param fine the tensor it slides over, [N, C, …]
     * @param coarse the tensor with a value for each of its places
     */
    static Window of(OnnxNode node, List<Long> kernel, Dims fine, Dims coarse) {
        int axes = kernel.size();
        List<Long> strides = list(node, "strides", axes, 1);
        List<Long> dilations = list(node, "dilations", axes, 1);
        List<Long> none = Collections.nCopies(axes, 0L);
        Window bare = new Window(kernel, strides, dilations, none, fine.behindChannels(), coarse.behindChannels());
        return bare.beginning(bare.begins(node));
    }

    /** Returns the window of a pool. */
    static Window ofPool(Step step) {
        List<Long> kernel = step.node().intsAttribute("kernel_shape").orElse(List.of());
        return of(step.node(), kernel, step.inputDims(0), step.outputDims());
    }

    private Window beginning(List<Long> befores) {
        return new Window(kernel, strides, dilations, befores, fine, coarse);
    }

    private static List<Long> list(OnnxNode node, String name, int axes, long fallback) {
        return node.intsAttribute(name).orElse(Collections.nCopies(axes, fallback));
    }

    private List<Long> begins(OnnxNode node) {
        String auto = node.textAttribute("auto_pad", "NOTSET");
        boolean derived =
                auto.startsWith("SAME") || node.intsAttribute("output_shape").isPresent();
        if (!derived) {
            return auto.equals("VALID")
                    ? begins
                    : list(node, "pads", 2 * axes(), 0).subList(0, axes());
        }
        boolean lower = !auto.equals("SAME_UPPER"); // also with output_shape alone
        return each(axis -> {
            long total = Math.max(0, full(axis) - fine.get(axis));
            return lower ? total - total / 2 : total / 2;
        });
    }

    int axes() {
        return kernel.size();
    }

    /** Returns the number of cells all places together reach over. */
    private long full(int axis) {
        return (coarse.get(axis) - 1) * strides.get(axis) + (kernel.get(axis) - 1) * dilations.get(axis) + 1;
    }

    /** Returns how many cells of padding the last place reaches into; negative where it does not reach the end. */
    private long end(int axis) {
        return full(axis) - begins.get(axis) - fine.get(axis);
    }

    private List<Long> each(IntToLongFunction value) {
        return IntStream.range(0, axes()).mapToLong(value).boxed().toList();
    }

    /** Returns the padding, befores first, as far as it is reached. */
    List<Long> pads() {
        return Stream.concat(begins.stream(), each(axis -> Math.max(0, end(axis))).stream())
                .toList();
    }

    boolean isPadded() {
        return pads().stream().anyMatch(pad -> pad > 0);
    }

    /** Returns the same without padding, over a fine side that has it. */
    Window padded() {
        List<Long> sizes = each(axis -> fine.get(axis) + begins.get(axis) + Math.max(0, end(axis)));
        return new Window(kernel, strides, dilations, Collections.nCopies(axes(), 0L), sizes, coarse);
    }

    long cells() {
        return kernel.stream().reduce(1L, (a, b) -> a * b);
    }

    /** Gathers from the fine side: a convolution with weights [coarse channels, fine channels/group, …]. */
    String gather(Emitter emit, String fineValues, String weights, long group) {
        return emit.add("Conv", List.of(fineValues, weights), attributes(group, pads(), List.of()));
    }

    /**
     * Scatters from the coarse side, the adjoint of {@link #gather} with the same weights: a transposed convolution, whose
     * output_padding makes up for cells that no place reaches.
     */
    String scatter(Emitter emit, String coarseValues, String weights, long group) {
        List<Long> missed = each(axis -> Math.max(0, -end(axis)));
        return emit.add("ConvTranspose", List.of(coarseValues, weights), attributes(group, pads(), missed));
    }

    /** Scatters from the coarse side where every stride is one: a convolution with turned weights and other padding. */
    String scatterDense(Emitter emit, String coarseValues, String turned, long group) {
        List<Long> before = each(axis -> (kernel.get(axis) - 1) * dilations.get(axis) - begins.get(axis));
        List<Long> after = each(axis -> (kernel.get(axis) - 1) * dilations.get(axis) - end(axis));
        List<Long> pads = Stream.concat(before.stream(), after.stream()).toList();
        return emit.add("Conv", List.of(coarseValues, turned), attributes(group, pads, List.of()));
    }

    /** Returns whether {@link #scatterDense} pads by no negative amount. */
    boolean scattersDensely() {
        return strides.stream().allMatch(stride -> stride == 1)
                && IntStream.range(0, axes()).allMatch(axis -> {
                    long reach = (kernel.get(axis) - 1) * dilations.get(axis);
                    return reach >= begins.get(axis) && reach >= end(axis);
                });
    }

    private AttributeProto[] attributes(long group, List<Long> pads, List<Long> outputPadding) {
        List<AttributeProto> all = new ArrayList<>(List.of(
                Attributes.integers("kernel_shape", kernel),
                Attributes.integers("strides", strides),
                Attributes.integers("dilations", dilations),
                Attributes.integers("pads", pads),
                Attributes.integer("group", group)));
        if (outputPadding.stream().anyMatch(padding -> padding > 0)) {
            all.add(Attributes.integers("output_padding", outputPadding));
        }
        return all.toArray(AttributeProto[]::new);
    }

    /**
     * Returns weights [cells, 1, …] with a one for each cell: gathered, the cells become channels; scattered, the channels
     * become cells.
     */
    String cells(Emitter emit) {
        List<Long> range = LongStream.range(0, cells()).boxed().toList();
        List<Long> shape =
                Stream.concat(Stream.of(cells(), 1L), kernel.stream()).toList();
        return emit.reshape(emit.oneHot(range, cells()), shape);
    }

    /** Returns how many cells lie on the fine side and not in its padding, at each place, row-major. */
    List<Long> counts() {
        List<Long> counts = List.of(1L);
        for (int axis = 0; axis < axes(); axis++) {
            List<Long> along = along(axis);
            counts = counts.stream()
                    .flatMap(count -> along.stream().map(each -> count * each))
                    .toList();
        }
        return counts;
    }

    private List<Long> along(int axis) {
        return LongStream.range(0, coarse.get(axis))
                .map(place -> place * strides.get(axis) - begins.get(axis))
                .mapToObj(start -> LongStream.range(0, kernel.get(axis))
                        .map(cell -> start + cell * dilations.get(axis))
                        .filter(at -> at >= 0 && at < fine.get(axis))
                        .count())
                .toList();
    }
}
