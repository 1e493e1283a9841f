package io.cam4j.onnx.backward;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.cam4j.onnx.graph.Attributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Pad-2 (pads are an attribute), -11, -13, -18, -19 and later (an input, which axes another). Of constant values the gradient
 * loses what was added. In modes reflect, edge and wrap, y is a product with a matrix along each axis, which is what the
 * operator makes of the unit matrix; the gradient is the product with its transpose.
 */
final class PadRule implements Rule {
    @Override
    public Set<Integer> parameters() {
        return Set.of(1, 3);
    }

    @Override
    public String gradient(Step step, int input) {
        int rank = step.inputDims(0).rank();
        List<Long> pads = pads(step, rank);
        if (step.node().textAttribute("mode", "constant").equals("constant")) {
            return cropped(step, rank, pads);
        }
        List<Integer> axes = IntStream.range(0, rank)
                .filter(axis -> pads.get(axis) != 0 || pads.get(rank + axis) != 0)
                .boxed()
                .toList();
        return Along.products(step, axes, axis -> matrix(step, axis, List.of(pads.get(axis), pads.get(rank + axis))));
    }

    /** Returns the cells before each axis, then those behind each. */
    private static List<Long> pads(Step step, int rank) {
        List<Long> named =
                step.node().intsAttribute("pads").or(() -> step.parameter(1)).orElseThrow();
        List<Long> axes = step.parameter(3)
                .orElseGet(() -> LongStream.range(0, rank).boxed().toList());
        List<Long> pads = new ArrayList<>(Collections.nCopies(2 * rank, 0L));
        for (int i = 0; i < axes.size(); i++) {
            int axis = step.inputDims(0).axis(axes.get(i));
            pads.set(axis, named.get(i));
            pads.set(rank + axis, named.get(axes.size() + i));
        }
        return pads;
    }

    private static String cropped(Step step, int rank, List<Long> pads) {
        List<Long> crops = new ArrayList<>(pads.stream().map(pad -> -pad).toList());
        crops.add(rank, 0L);
        crops.add(0, 0L);
        String g = step.emit().full(step.upstream(), step.outputDims());
        return step.emit().normal(step.emit().pad(g, crops, 0), step.inputDims(0));
    }

    /** Pads each row of the unit matrix and turns what comes out: [out, in]. */
    private static String matrix(Step step, int axis, List<Long> ends) {
        Emitter emit = step.emit();
        String rows = emit.unit(step.inputDims(0).size(axis));
        List<Long> pads = List.of(0L, ends.get(0), 0L, ends.get(1));
        AttributeProto mode = step.node().attributes().stream()
                .filter(attribute -> attribute.getName().equals("mode"))
                .findFirst()
                .orElseThrow();
        String padded = emit.opset() < 11
                ? emit.add("Pad", List.of(rows), Attributes.integers("pads", pads), mode)
                : emit.add("Pad", List.of(rows, emit.integers(pads)), mode);
        return emit.transpose(padded, List.of(1L, 0L));
    }
}
