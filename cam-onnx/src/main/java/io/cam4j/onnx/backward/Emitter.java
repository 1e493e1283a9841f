package io.cam4j.onnx.backward;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.cam4j.onnx.graph.Attributes;
import io.cam4j.onnx.graph.ConstantValue;
import io.cam4j.onnx.graph.OnnxGraph;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Writes nodes in the form the model's operator version wants, under names no model has. Everything is computed in
 * float32, or in double for a model of doubles; forward values of another type are converted where they are used.
 */
final class Emitter {
    private static final String PREFIX = "cam4j/back/";

    private final OnnxGraph graph;
    private final DataType type;
    private final GraphProto.Builder added = GraphProto.newBuilder();
    private final Map<Object, String> constants = new HashMap<>();
    private final Map<String, String> converted = new HashMap<>();

    Emitter(OnnxGraph graph, DataType type) {
        this.graph = graph;
        this.type = type;
    }

    GraphProto.Builder added() {
        return added;
    }

    long opset() {
        return graph.opset();
    }

    /** Returns a forward tensor's values where they are constant. */
    Optional<float[]> constant(String tensor) {
        return graph.constant(tensor).map(ConstantValue::floats);
    }

    /** Adds a node and returns the name of its output. */
    String add(String operator, List<String> inputs, AttributeProto... attributes) {
        String name = PREFIX + added.getNodeCount() + "/" + operator;
        added.addNode(NodeProto.newBuilder()
                .setOpType(operator)
                .setName(name)
                .addAllInput(inputs)
                .addOutput(name)
                .addAllAttribute(List.of(attributes)));
        return name;
    }

    String call(String operator, String... inputs) {
        return add(operator, List.of(inputs));
    }

    /** Returns a forward tensor in the type the backward pass is computed in. */
    String forward(String tensor) {
        return graph.typeOf(tensor).equalsIgnoreCase(type.name())
                ? tensor
                : converted.computeIfAbsent(tensor, name -> cast(name, type));
    }

    String cast(String tensor, DataType to) {
        return add("Cast", List.of(tensor), Attributes.integer("to", to.getNumber()));
    }

    String number(double value) {
        return constants.computeIfAbsent(value, v -> {
            TensorProto.Builder tensor = constant();
            if (type == DataType.DOUBLE) {
                tensor.addDoubleData(value);
            } else {
                tensor.addFloatData((float) value);
            }
            return store(tensor.setDataType(type.getNumber()));
        });
    }

    /** Returns a vector of whole numbers. */
    String integers(List<Long> values) {
        return constants.computeIfAbsent(
                values,
                v -> store(constant()
                        .setDataType(DataType.INT64.getNumber())
                        .addDims(values.size())
                        .addAllInt64Data(values)));
    }

    /** Returns 0, 1, … below a number. */
    String range(long end) {
        return integers(LongStream.range(0, end).boxed().toList());
    }

    /** Returns a vector of float32, whatever the model computes in. */
    String floats(List<Float> values) {
        return store(constant()
                .setDataType(DataType.FLOAT.getNumber())
                .addDims(values.size())
                .addAllFloatData(values));
    }

    /** Returns numbers of a shape, row-major. */
    String numbers(List<Double> values, List<Long> sizes) {
        TensorProto.Builder tensor = constant().setDataType(type.getNumber()).addAllDims(sizes);
        if (type == DataType.DOUBLE) {
            tensor.addAllDoubleData(values);
        } else {
            values.forEach(value -> tensor.addFloatData(value.floatValue()));
        }
        return store(tensor);
    }

    /** Returns a tensor of ones. */
    String ones(List<Long> sizes) {
        String one = reshape(number(1), Collections.nCopies(sizes.size(), 1L));
        return call("Tile", one, integers(sizes));
    }

    /** Returns a matrix with a row of zeros and one 1 for each number. */
    String oneHot(List<Long> columns, long width) {
        String rows = reshape(integers(columns), List.of((long) columns.size(), 1L));
        return mask(call("Equal", rows, range(width)));
    }

    /** Returns the unit matrix. */
    String unit(long size) {
        return oneHot(LongStream.range(0, size).boxed().toList(), size);
    }

    private static TensorProto.Builder constant() {
        return TensorProto.newBuilder();
    }

    private String store(TensorProto.Builder tensor) {
        String name = PREFIX + "constant/" + added.getInitializerCount();
        added.addInitializer(tensor.setName(name));
        return name;
    }

    String plus(String a, String b) {
        return call("Add", a, b);
    }

    String minus(String a, String b) {
        return call("Sub", a, b);
    }

    String times(String a, String b) {
        return call("Mul", a, b);
    }

    String over(String a, String b) {
        return call("Div", a, b);
    }

    String scaled(String a, double factor) {
        return factor == 1 ? a : times(a, number(factor));
    }

    /**
     * Returns 1 where a condition holds and 0 elsewhere, to multiply gradients by. Where would also stop an infinite gradient
     * (0 · ∞ is not a number), but takes ONNX Runtime 1.3 to 2 times as long as Cast and Mul.
     */
    String mask(String condition) {
        return cast(condition, type);
    }

    /** Returns 1 where a is above b and 0 elsewhere. */
    String above(String a, String b) {
        return mask(call("Greater", a, b));
    }

    /** Returns 1 where a lies between two bounds, excluding them, and 0 elsewhere. */
    String between(String low, String a, String high) {
        return mask(call("And", call("Greater", a, low), call("Less", a, high)));
    }

    String reshape(String a, List<Long> sizes) {
        return call("Reshape", a, integers(sizes));
    }

    /** Returns a gradient with all of its tensor's axes behind that of the seeds. */
    String full(String gradient, Dims of) {
        return of.merged() ? reshape(gradient, of.full()) : gradient;
    }

    /** Takes back {@link #full}. */
    String normal(String full, Dims of) {
        return of.merged() ? reshape(full, of.gradient()) : full;
    }

    String transpose(String a, List<Long> order) {
        return add("Transpose", List.of(a), Attributes.integers("perm", order));
    }

    /** Returns the part of a tensor between two places along an axis. Slice-10 takes them as inputs. */
    String slice(String a, long axis, long start, long end) {
        return opset() < 10
                ? add(
                        "Slice",
                        List.of(a),
                        Attributes.integers("starts", List.of(start)),
                        Attributes.integers("ends", List.of(end)),
                        Attributes.integers("axes", List.of(axis)))
                : call("Slice", a, integers(List.of(start)), integers(List.of(end)), integers(List.of(axis)));
    }

    /**
     * Surrounds a tensor by a value, or crops it where a number is negative. Pad-11 takes the numbers as an input.
     *
     * @param pads cells before each axis, then those behind each
     */
    String pad(String a, List<Long> pads, float value) {
        if (pads.stream().allMatch(pad -> pad == 0)) {
            return a;
        }
        return opset() < 11
                ? add("Pad", List.of(a), Attributes.integers("pads", pads), Attributes.real("value", value))
                : call("Pad", a, integers(pads), number(value));
    }

    /** Returns a tensor with the cells along an axis in reverse. Slice has negative steps from version 10 on only. */
    String reversed(String a, long axis, long size) {
        List<Long> order = LongStream.range(0, size).mapToObj(i -> size - 1 - i).toList();
        return add("Gather", List.of(a, integers(order)), Attributes.integer("axis", axis));
    }

    String concat(List<String> parts, long axis) {
        return parts.size() == 1 ? parts.get(0) : add("Concat", parts, Attributes.integer("axis", axis));
    }

    /** Returns a gradient with the seeds, and all axes before the channels, in the place of the batch. */
    String images(String gradient, Dims of) {
        return of.merged()
                ? gradient
                : reshape(gradient, withFirst(-1, of.sizes().subList(1, of.rank())));
    }

    /** Takes back {@link #images}. */
    String perImage(String images, Dims of) {
        return of.merged() ? images : reshape(images, of.gradient());
    }

    /** Sums over axes, which stay with size one. ReduceSum-13 takes them as an input. */
    String sum(String a, List<Long> axes) {
        return reduce("ReduceSum", 13, a, axes);
    }

    /** Means over axes, which stay with size one. ReduceMean-18 takes them as an input. */
    String mean(String a, List<Long> axes) {
        return reduce("ReduceMean", 18, a, axes);
    }

    private String reduce(String operator, int axesAsInput, String a, List<Long> axes) {
        if (axes.isEmpty()) {
            return a; // the operator would take that for all of them
        }
        AttributeProto keep = Attributes.integer("keepdims", 1);
        return opset() < axesAsInput
                ? add(operator, List.of(a), Attributes.integers("axes", axes), keep)
                : add(operator, List.of(a, integers(axes)), keep);
    }

    /**
     * Gives a gradient the layout of a tensor some of whose axes were reduced, and repeats it along those. Expand-8
     * broadcasts both ways, so its shape need not name k; before, Tile.
     *
     * @param from the sizes of the tensor the gradient belongs to, with the reduced axes or without
     */
    String spread(String gradient, Dims from, List<Integer> reduced, Dims to) {
        List<Long> kept = IntStream.range(0, to.rank())
                .mapToObj(axis -> reduced.contains(axis) ? 1L : to.size(axis))
                .toList();
        List<Long> tail = to.merged() ? kept.subList(1, kept.size()) : kept;
        String laidOut = tail.equals(from.tail()) ? gradient : reshape(gradient, withFirst(-1, tail));
        if (tail.equals(to.tail())) {
            return laidOut;
        }
        if (opset() >= 8) {
            return call("Expand", laidOut, integers(to.oneSeed()));
        }
        List<Long> repeats = IntStream.range(0, tail.size())
                .mapToObj(axis -> to.tail().get(axis) / tail.get(axis))
                .toList();
        return call("Tile", laidOut, integers(withFirst(1, repeats)));
    }

    private static List<Long> withFirst(long first, List<Long> others) {
        return Stream.concat(Stream.of(first), others.stream()).toList();
    }

    /**
     * Returns alpha · a · b, or alpha · a · bᵀ, for matrices. Gemm needs no transposed copy of b; before Gemm-11 it has to
     * be given something to add.
     */
    String product(String a, String b, boolean transposed, float alpha) {
        AttributeProto[] attributes = {Attributes.real("alpha", alpha), Attributes.integer("transB", transposed ? 1 : 0)
        };
        return opset() < 11
                ? add("Gemm", List.of(a, b, number(0)), attributes)
                : add("Gemm", List.of(a, b), attributes);
    }

    /** Adds gradients of one tensor. */
    String total(List<String> gradients) {
        return switch (gradients.size()) {
            case 1 -> gradients.get(0);
            case 2 -> plus(gradients.get(0), gradients.get(1));
            default -> add("Sum", gradients);
        };
    }

    /** Sums a gradient over what broadcasting (ONNX, "Multidirectional Broadcasting") repeated. */
    String unbroadcast(String gradient, Dims from, Dims to) {
        int missing = from.rank() - to.rank();
        List<Integer> repeated = IntStream.range(0, from.rank())
                .filter(axis -> from.size(axis) > 1 && (axis < missing || to.size(axis - missing) == 1))
                .boxed()
                .toList();
        String summed = sum(gradient, repeated.stream().map(from::gradientAxis).toList());
        List<Long> left = IntStream.range(0, from.rank())
                .mapToObj(axis -> repeated.contains(axis) ? 1L : from.size(axis))
                .toList();
        // an axis that was summed to one is not where the seeds are
        List<Long> have = from.merged() ? left.subList(1, left.size()) : left;
        return have.equals(to.tail()) ? summed : reshape(summed, to.gradient());
    }
}
