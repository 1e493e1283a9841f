package io.cam4j.onnx.backward;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.cam4j.onnx.graph.Attributes;
import io.cam4j.onnx.graph.OnnxGraph;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

    /** Returns 1 where a is above b and 0 elsewhere. */
    String above(String a, String b) {
        return cast(call("Greater", a, b), type);
    }

    /** Returns 1 where a lies between two bounds, excluding them, and 0 elsewhere. */
    String between(String low, String a, String high) {
        return cast(call("And", call("Greater", a, low), call("Less", a, high)), type);
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
