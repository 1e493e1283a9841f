package io.cam4j.onnx.backward;

import ai.onnx.proto.OnnxMl.AttributeProto;
import io.cam4j.onnx.graph.MalformedGraphException;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.OnnxNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Resize-10, -11, -13, -18, -19 and Upsample-7, -9, nearest, linear or cubic: y is a product with a matrix along each axis. The
 * matrix is what the operator makes of the unit matrix, so that its many ways to place and round coordinates need not be
 * spelled again; the gradient is the product with its transpose.
 */
final class ResizeRule implements Rule {
    @Override
    public Optional<String> refusal(OnnxGraph graph, OnnxNode node) {
        String mode = node.textAttribute("coordinate_transformation_mode", "half_pixel");
        if (mode.equals("tf_crop_and_resize")) {
            return Optional.of("coordinate_transformation_mode " + mode);
        }
        String policy = node.textAttribute("keep_aspect_ratio_policy", "stretch"); // others join the axes by one scale
        return policy.equals("stretch") ? Optional.empty() : Optional.of("keep_aspect_ratio_policy " + policy);
    }

    @Override
    public String gradient(Step step, int input) {
        Dims x = step.inputDims(0);
        Dims y = step.outputDims();
        List<Integer> axes = IntStream.range(0, x.rank())
                .filter(axis -> x.size(axis) != y.size(axis))
                .boxed()
                .toList();
        if (!axes.isEmpty()) {
            checkOthers(step, axes);
        }
        return Along.products(step, axes, axis -> matrix(step, axis));
    }

    /** By a scale that leaves an axis as long as it is, ONNX Runtime interpolates along it only where another one changes. */
    private static void checkOthers(Step step, List<Integer> changed) {
        for (int axis = 0; axis < step.inputDims(0).rank(); axis++) {
            if (!changed.contains(axis) && knownScale(step, axis).orElse(1f) != 1f) {
                throw new MalformedGraphException(
                        "no gradient leads through %s: a scale of 1 expected along axis %d, whose size it keeps, got %s"
                                .formatted(
                                        step.node(),
                                        axis,
                                        knownScale(step, axis).orElseThrow()));
            }
        }
    }

    private static Optional<Float> knownScale(Step step, int axis) {
        Optional<AttributeProto> attribute = step.node().attributes().stream()
                .filter(any -> any.getName().equals("scales"))
                .findFirst();
        if (attribute.isPresent()) {
            return Optional.of(attribute.get().getFloats(axis));
        }
        int place = place(step, axis);
        return step.node()
                .input(scalesInput(step))
                .flatMap(step.emit()::constant)
                .filter(scales -> place >= 0 && place < scales.length)
                .map(scales -> scales[place]);
    }

    private static int scalesInput(Step step) {
        return step.node().operator().equals("Upsample") || step.emit().opset() < 11 ? 1 : 2;
    }

    /** Where an axis is among those with a scale; −1 if it is not. */
    private static int place(Step step, int axis) {
        List<Long> axes = step.node().intsAttribute("axes").orElse(List.of());
        return axes.isEmpty() ? axis : axes.indexOf((long) axis);
    }

    /** Resizes each row of the unit matrix, [in, 1, 1, in] for images, and turns what comes out: [out, in]. */
    private static String matrix(Step step, int axis) {
        Emitter emit = step.emit();
        Dims x = step.inputDims(0);
        long in = x.size(axis);
        long out = step.outputDims().size(axis);
        String rows = emit.reshape(emit.unit(in), single(x.rank(), in, in));
        String resized = emit.add(
                step.node().operator(),
                inputs(step, rows, axis),
                step.node().attributes().stream()
                        .map(attribute -> attribute.getName().equals("scales") ? scales(attribute, axis) : attribute)
                        .filter(attribute -> !attribute.getName().equals("axes"))
                        .toArray(AttributeProto[]::new));
        return emit.transpose(emit.reshape(resized, List.of(in, out)), List.of(1L, 0L));
    }

    private static List<Long> single(int rank, long first, long last) {
        List<Long> sizes = new ArrayList<>(Collections.nCopies(rank, 1L));
        sizes.set(0, first);
        sizes.set(rank - 1, last);
        return sizes;
    }

    /** Upsample-7 has its scales in an attribute. */
    private static AttributeProto scales(AttributeProto attribute, int axis) {
        AttributeProto.Builder only = attribute.toBuilder().clearFloats();
        for (int i = 0; i < attribute.getFloatsCount(); i++) {
            only.addFloats(i == attribute.getFloatsCount() - 1 ? attribute.getFloats(axis) : 1);
        }
        return only.build();
    }

    /** [X, scales] before version 11, then [X, roi, scales] or [X, roi, , sizes]. */
    private static List<String> inputs(Step step, String rows, int axis) {
        int at = scalesInput(step);
        Optional<String> scales = step.node().input(at);
        if (scales.isPresent() && step.isFilled(at)) {
            String only = scale(step, scales.get(), axis);
            return at == 1 ? List.of(rows, only) : List.of(rows, none(step.emit()), only);
        }
        if (step.node().operator().equals("Upsample") && scales.isEmpty()) {
            return List.of(rows);
        }
        long in = step.inputDims(0).size(axis);
        List<Long> sizes =
                single(step.inputDims(0).rank(), in, step.outputDims().size(axis));
        String none = none(step.emit());
        return List.of(rows, none, none, step.emit().integers(sizes));
    }

    /** Resize-11 wants all of its inputs, without values where there is nothing to say. */
    private static String none(Emitter emit) {
        return emit.opset() < 13 ? emit.floats(List.of()) : "";
    }

    /** Takes one of the scales, whatever gives them, for the last axis. */
    private static String scale(Step step, String scales, int axis) {
        Emitter emit = step.emit();
        int place = place(step, axis);
        String one = emit.slice(scales, 0, place, place + 1L);
        int rank = step.inputDims(0).rank();
        String ones = emit.floats(Collections.nCopies(rank - 1, 1f));
        return emit.concat(List.of(ones, one), 0);
    }
}
