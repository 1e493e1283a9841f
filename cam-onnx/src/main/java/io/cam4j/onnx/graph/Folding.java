package io.cam4j.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * The constants a graph computes from constants alone, as far as the weights of heads are spelled: aliases, other shapes
 * and orders of axes, quantized values (ONNX operators Identity, Cast, Reshape, Squeeze, Unsqueeze, Flatten, Transpose,
 * DequantizeLinear, ConstantOfShape).
 */
final class Folding {
    private static final int MAX_DEPTH = 32; // longer chains are circles
    private static final long MOST_FILLED = 1L << 24; // values that stand nowhere in the file

    private final OnnxGraph graph;
    private final Map<String, Optional<ConstantValue>> folded =
            new HashMap<>(); // else nodes that take one tensor twice double the work

    private Folding(OnnxGraph graph) {
        this.graph = graph;
    }

    /** Returns the constant of a name; empty if the tensor depends on the input, or on operators not named above. */
    static Optional<ConstantValue> find(OnnxGraph graph, String tensor) {
        return new Folding(graph).value(tensor, 0);
    }

    private Optional<ConstantValue> value(String tensor, int depth) {
        Optional<ConstantValue> stored = graph.stored(tensor);
        if (stored.isPresent() || depth > MAX_DEPTH) {
            return stored;
        }
        Optional<ConstantValue> known = folded.get(tensor);
        if (known == null) {
            known = graph.producer(tensor)
                    .filter(node -> node.outputs().get(0).equals(tensor))
                    .flatMap(node -> folded(node, tensor, depth));
            folded.put(tensor, known);
        }
        return known;
    }

    private Optional<ConstantValue> folded(OnnxNode node, String name, int depth) {
        return switch (node.operator()) {
            case "Identity", "Cast", "Dropout" -> input(node, 0, depth).map(x -> reshaped(name, x, x.shape()));
            case "Flatten" -> input(node, 0, depth).map(x -> reshaped(name, x, flat(x, node.intAttribute("axis", 1))));
            case "Reshape" -> both(node, depth, (x, shape) -> reshaped(name, x, reshape(x, shape.longs())));
            case "Squeeze" -> input(node, 0, depth).map(x -> reshaped(name, x, squeezed(x, axes(node, depth))));
            case "Unsqueeze" -> input(node, 0, depth).map(x -> reshaped(name, x, unsqueezed(x, axes(node, depth))));
            case "Transpose" -> input(node, 0, depth).map(x -> transposed(name, x, node));
            case "DequantizeLinear" -> dequantized(name, node, depth);
            case "ConstantOfShape" -> input(node, 0, depth).map(shape -> filled(name, shape.longs(), node));
            default -> Optional.empty();
        };
    }

    private Optional<ConstantValue> input(OnnxNode node, int n, int depth) {
        return node.input(n).flatMap(tensor -> value(tensor, depth + 1));
    }

    private Optional<ConstantValue> both(OnnxNode node, int depth, Operation operation) {
        return input(node, 0, depth).flatMap(x -> input(node, 1, depth).map(y -> operation.apply(x, y)));
    }

    private interface Operation {
        ConstantValue apply(ConstantValue first, ConstantValue second);
    }

    private static ConstantValue reshaped(String name, ConstantValue x, List<Long> shape) {
        if (count(shape) != count(x.shape())) {
            throw new MalformedGraphException(
                    "tensor '%s' of shape %s cannot take the shape %s".formatted(x.name(), x.shape(), shape));
        }
        return new Reshaped(name, shape, x);
    }

    private static long count(List<Long> shape) {
        return shape.stream().reduce(1L, (a, b) -> a * b);
    }

    private static List<Long> flat(ConstantValue x, long axis) {
        int at = (int) (axis < 0 ? axis + x.shape().size() : axis);
        if (at < 0 || at > x.shape().size()) {
            throw new MalformedGraphException("no axis %d in the shape %s".formatted(axis, x.shape()));
        }
        return List.of(
                count(x.shape().subList(0, at)),
                count(x.shape().subList(at, x.shape().size())));
    }

    /** ONNX Reshape: 0 keeps a size, −1 is what is left. */
    private static List<Long> reshape(ConstantValue x, long[] wanted) {
        List<Long> shape = new ArrayList<>();
        for (int i = 0; i < wanted.length; i++) {
            shape.add(wanted[i] == 0 && i < x.shape().size() ? x.shape().get(i) : wanted[i]);
        }
        int open = shape.indexOf(-1L);
        if (open >= 0) {
            long known = -count(shape);
            shape.set(open, known == 0 ? 0 : count(x.shape()) / known);
        }
        return shape;
    }

    private List<Long> axes(OnnxNode node, int depth) {
        return node.intsAttribute("axes")
                .orElseGet(() -> input(node, 1, depth)
                        .map(axes -> LongStream.of(axes.longs()).boxed().toList())
                        .orElse(List.of()));
    }

    private static List<Long> squeezed(ConstantValue x, List<Long> axes) {
        List<Long> shape = new ArrayList<>();
        int rank = x.shape().size();
        for (int i = 0; i < rank; i++) {
            boolean named = axes.contains((long) i) || axes.contains((long) i - rank);
            if (!(axes.isEmpty() ? x.shape().get(i) == 1 : named)) {
                shape.add(x.shape().get(i));
            }
        }
        return shape;
    }

    private static List<Long> unsqueezed(ConstantValue x, List<Long> axes) {
        int rank = x.shape().size() + axes.size();
        List<Long> shape = new ArrayList<>(x.shape());
        axes.stream().map(axis -> axis < 0 ? axis + rank : axis).sorted().forEach(axis -> {
            if (axis < 0 || axis > shape.size()) {
                throw new MalformedGraphException("no axis %d to add to the shape %s".formatted(axis, x.shape()));
            }
            shape.add((int) (long) axis, 1L);
        });
        return shape;
    }

    private static ConstantValue transposed(String name, ConstantValue x, OnnxNode node) {
        int rank = x.shape().size();
        List<Integer> order = node.intsAttribute("perm")
                .map(perm -> perm.stream().map(Long::intValue).toList())
                .orElseGet(() ->
                        IntStream.range(0, rank).mapToObj(i -> rank - 1 - i).toList());
        if (!order.stream()
                .sorted()
                .toList()
                .equals(IntStream.range(0, rank).boxed().toList())) {
            throw new MalformedGraphException("%s: an order of %d axes expected, got %s".formatted(node, rank, order));
        }
        List<Long> shape = order.stream().map(x.shape()::get).toList();
        return new Folded(name, shape, () -> reordered(x, order, shape), () -> {
            throw new MalformedGraphException("%s: transposed integers are not needed anywhere".formatted(node));
        });
    }

    private static float[] reordered(ConstantValue x, List<Integer> order, List<Long> shape) {
        float[] from = x.floats();
        int rank = shape.size();
        int[] step = new int[rank]; // of the source, for each axis of the result
        int size = 1;
        for (int axis = rank - 1; axis >= 0; axis--) {
            step[order.indexOf(axis)] = size;
            size *= (int) (long) x.shape().get(axis);
        }
        float[] to = new float[from.length];
        int[] at = new int[rank];
        int source = 0;
        for (int i = 0; i < to.length; i++) {
            to[i] = from[source];
            for (int axis = rank - 1; axis >= 0; axis--) {
                source += step[axis];
                if (++at[axis] < shape.get(axis)) {
                    break;
                }
                source -= at[axis] * step[axis];
                at[axis] = 0;
            }
        }
        return to;
    }

    /** ONNX DequantizeLinear: (x − zero point) · scale, both for the whole tensor or a value a slice along an axis. */
    private Optional<ConstantValue> dequantized(String name, OnnxNode node, int depth) {
        if (node.intAttribute("block_size", 0) != 0) {
            return Optional.empty();
        }
        Optional<long[]> zero = input(node, 2, depth).map(ConstantValue::longs);
        return both(
                node,
                depth,
                (x, scale) -> new Folded(
                        name,
                        x.shape(),
                        () -> dequantized(x, scale.floats(), zero, (int) node.intAttribute("axis", 1)),
                        x::longs));
    }

    private static float[] dequantized(ConstantValue x, float[] scale, Optional<long[]> zero, int axis) {
        int at = axis < 0 ? axis + x.shape().size() : axis;
        boolean whole = scale.length == 1;
        boolean axisFits =
                whole || (at >= 0 && at < x.shape().size() && x.shape().get(at) == scale.length);
        if (!axisFits || zero.map(points -> points.length != scale.length).orElse(false)) {
            throw new MalformedGraphException("tensor '%s' of shape %s: %d scales do not fit axis %d or the zero points"
                    .formatted(x.name(), x.shape(), scale.length, axis));
        }
        long inner = whole ? 1 : count(x.shape().subList(at + 1, x.shape().size()));
        long[] stored = x.longs();
        float[] values = new float[stored.length];
        for (int i = 0; i < values.length; i++) {
            int slice = whole ? 0 : (int) (i / inner % scale.length);
            values[i] = (stored[i] - zero.map(points -> points[slice]).orElse(0L)) * scale[slice];
        }
        return values;
    }

    private static ConstantValue filled(String name, long[] sizes, OnnxNode node) {
        List<Long> shape = LongStream.of(sizes).boxed().toList();
        Optional<Constant> value =
                node.attribute("value").map(AttributeProto::getT).map(Constant::new);
        return new Folded(
                name,
                shape,
                () -> {
                    float[] values = new float[filledCount(name, shape)];
                    Arrays.fill(values, value.map(v -> v.floats()[0]).orElse(0f));
                    return values;
                },
                () -> {
                    long[] values = new long[filledCount(name, shape)];
                    Arrays.fill(values, value.map(v -> v.longs()[0]).orElse(0L));
                    return values;
                });
    }

    private static int filledCount(String name, List<Long> shape) {
        SizeLimits.product("the tensor '%s' of one value".formatted(name), shape, MOST_FILLED);
        return Constant.checkedCount(name, shape);
    }

    /** Row-major, values stand in the same order whatever their shape. */
    private record Reshaped(String name, List<Long> shape, ConstantValue values) implements ConstantValue {
        Reshaped {
            shape = Collections.unmodifiableList(new ArrayList<>(shape));
        }

        @Override
        public float[] floats() {
            return values.floats();
        }

        @Override
        public IntFunction<FloatBuffer> rows(int length) {
            return values.rows(length);
        }

        @Override
        public long[] longs() {
            return values.longs();
        }
    }

    private record Folded(String name, List<Long> shape, Supplier<float[]> asFloats, Supplier<long[]> asLongs)
            implements ConstantValue {
        Folded {
            shape = Collections.unmodifiableList(new ArrayList<>(shape));
        }

        @Override
        public float[] floats() {
            return asFloats.get();
        }

        @Override
        public long[] longs() {
            return asLongs.get();
        }
    }
}
