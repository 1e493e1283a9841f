package io.cam4j.onnx.graph;

import io.cam4j.network.ClassifierWeights;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A linear layer as it is spelled in a graph: y = W·x + b.
 *
 * @param nodes the nodes that make it up, last first
 * @param data name of x
 * @param weightsName name of W
 * @param weights W as [K, C] and b as [K], all factors applied
 * @param stored how W stands in the file, for people to read
 */
record Linear(List<OnnxNode> nodes, String data, String weightsName, ClassifierWeights weights, String stored) {

    boolean isConvolution() {
        return nodes.get(nodes.size() - 1).operator().equals("Conv");
    }

    /** Reads the layer that ends in a node; null if none does. */
    static @Nullable Linear read(OnnxGraph graph, OnnxNode node) {
        return switch (node.operator()) {
            case "Gemm" -> gemm(graph, node);
            case "MatMul" -> matMul(graph, node, List.of(node), Optional.empty());
            case "Conv" -> conv(graph, node, List.of(node), Optional.empty());
            case "Add" -> productAndBias(graph, node);
            default -> null;
        };
    }

    /** Gemm: alpha·A'·B' + beta·C. */
    private static @Nullable Linear gemm(OnnxGraph graph, OnnxNode node) {
        Optional<ConstantValue> matrix = constant(graph, node, 1);
        boolean fixedBias = node.input(2).isEmpty() || constant(graph, node, 2).isPresent();
        if (matrix.isEmpty() || matrix.get().shape().size() != 2 || !fixedBias || node.intAttribute("transA", 0) != 0) {
            return null;
        }
        boolean rowsAreClasses = node.intAttribute("transB", 0) != 0;
        Optional<float[]> bias = constant(graph, node, 2).map(c -> scaled(c.floats(), node.floatAttribute("beta", 1f)));
        return of(node, List.of(node), matrix.get(), rowsAreClasses, node.floatAttribute("alpha", 1f), bias);
    }

    /** MatMul: x·B with B [C, K]. */
    private static @Nullable Linear matMul(
            OnnxGraph graph, OnnxNode node, List<OnnxNode> nodes, Optional<ConstantValue> bias) {
        Optional<ConstantValue> matrix = constant(graph, node, 1);
        if (matrix.isEmpty() || matrix.get().shape().size() != 2) {
            return null;
        }
        return of(node, nodes, matrix.get(), false, 1f, bias.map(ConstantValue::floats));
    }

    /** MatMul or Conv, then Add with the constant on either side. */
    private static @Nullable Linear productAndBias(OnnxGraph graph, OnnxNode add) {
        for (int side = 0; side < 2; side++) {
            Optional<ConstantValue> bias = constant(graph, add, side);
            OnnxNode product = add.input(1 - side).flatMap(graph::producer).orElse(null);
            if (bias.isPresent() && product != null) {
                return switch (product.operator()) {
                    case "MatMul" -> matMul(graph, product, List.of(add, product), bias);
                    case "Conv" ->
                        product.input(2).isPresent() ? null : conv(graph, product, List.of(add, product), bias);
                    default -> null;
                };
            }
        }
        return null;
    }

    /** Conv with a 1×1 kernel and nothing that moves or groups: a linear layer at every place. */
    private static @Nullable Linear conv(
            OnnxGraph graph, OnnxNode node, List<OnnxNode> nodes, Optional<ConstantValue> bias) {
        Optional<ConstantValue> kernel = constant(graph, node, 1);
        boolean plain = (node.input(2).isEmpty() || constant(graph, node, 2).isPresent())
                && node.intAttribute("group", 1) == 1
                && node.intsAttribute("strides").orElse(List.of()).stream().allMatch(stride -> stride == 1)
                && node.intsAttribute("pads").orElse(List.of()).stream().allMatch(pad -> pad == 0);
        if (kernel.isEmpty() || !plain || !isOneByOne(kernel.get().shape())) {
            return null;
        }
        return of(
                node,
                nodes,
                kernel.get(),
                true,
                1f,
                bias.or(() -> constant(graph, node, 2)).map(ConstantValue::floats));
    }

    private static boolean isOneByOne(List<Long> shape) {
        return shape.size() == 4 && shape.get(2) == 1 && shape.get(3) == 1;
    }

    private static Linear of(
            OnnxNode node,
            List<OnnxNode> nodes,
            ConstantValue matrix,
            boolean rowsAreClasses,
            float alpha,
            Optional<float[]> bias) {
        int rows = size(matrix, 0);
        int columns = size(matrix, 1);
        int classes = rowsAreClasses ? rows : columns;
        int channels = rowsAreClasses ? columns : rows;
        IntFunction<FloatBuffer> values = // before the biases: the file may claim any number of classes
                rowsAreClasses && alpha == 1f ? matrix.rows(channels) : copy(matrix, rowsAreClasses, alpha, channels);
        FloatBuffer biases = FloatBuffer.wrap(biasOf(node, bias, classes));
        String data = node.input(0).orElseThrow(() -> new MalformedGraphException(node + " has no input"));
        return new Linear(
                nodes,
                data,
                node.input(1).orElseThrow(),
                ClassifierWeights.of(classes, channels, values, biases),
                rowsAreClasses ? "[K, C], a row a class" : "[C, K], a column a class");
    }

    private static int size(ConstantValue matrix, int axis) {
        long size = matrix.shape().get(axis);
        if (size < 1 || size > Integer.MAX_VALUE) {
            throw new MalformedGraphException("the weights '%s' have the shape %s; sizes of 1 or more expected"
                    .formatted(matrix.name(), matrix.shape()));
        }
        return (int) size;
    }

    private static float[] biasOf(OnnxNode node, Optional<float[]> bias, int classes) {
        float[] values = bias.orElseGet(() -> new float[classes]);
        if (values.length == 1 && classes > 1) {
            float[] same = new float[classes];
            Arrays.fill(same, values[0]);
            return same;
        }
        if (values.length != classes) {
            throw new MalformedGraphException(
                    "%s: one bias a class expected, got %d for %d classes".formatted(node, values.length, classes));
        }
        return values;
    }

    /** What does not stand in the file as it is wanted. */
    private static IntFunction<FloatBuffer> copy(
            ConstantValue matrix, boolean rowsAreClasses, float alpha, int channels) {
        FloatBuffer all = FloatBuffer.wrap(scaled(rowsAreClasses ? matrix.floats() : transposed(matrix), alpha));
        return row -> all.slice(row * channels, channels);
    }

    private static float[] transposed(ConstantValue matrix) {
        int rows = size(matrix, 0);
        int columns = size(matrix, 1);
        IntFunction<FloatBuffer> values = matrix.rows(columns); // before the array, as above
        float[] result = new float[Constant.checkedCount(matrix.name(), matrix.shape())];
        for (int i = 0; i < rows; i++) {
            FloatBuffer row = values.apply(i);
            for (int column = 0; column < columns; column++) {
                result[column * rows + i] = row.get(column);
            }
        }
        return result;
    }

    /** Scales in place. */
    private static float[] scaled(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return values;
    }

    private static Optional<ConstantValue> constant(OnnxGraph graph, OnnxNode node, int input) {
        return node.input(input).flatMap(graph::constant);
    }
}
