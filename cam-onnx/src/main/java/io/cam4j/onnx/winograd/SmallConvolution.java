package io.cam4j.onnx.winograd;

import ai.onnx.proto.OnnxMl.NodeProto;
import io.cam4j.onnx.graph.ConstantValue;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.OnnxNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A convolution 3 × 3 that moves by one place and keeps the size of a map of C channels.
 *
 * @param node it
 * @param results M, the channels of its own
 * @param channels C
 * @param tiles of the map
 */
record SmallConvolution(OnnxNode node, long results, long channels, Tiles tiles) {
    private static final int WINDOW = 9;

    /*
     * Of the multiplications. Products of 0.39 of them take ONNX Runtime 0.68 of the time, on maps of 7 × 7 with 512 channels in
     * batches of 16: it reads more weights, and moves values twice.
     */
    private static final double MOST_WORK = 0.5;

    private static final long MOST_PLACES = 32; // of a side; larger maps get slower whatever their channels

    /** Returns whether a node is such a convolution, as far as can be told without the size of its map. */
    static boolean mayBe(OnnxGraph graph, OnnxNode node) {
        return node.operator().equals("Conv")
                && node.intAttribute("group", 1) == 1
                && all(node, "strides", 1)
                && all(node, "dilations", 1)
                && hasBorder(node)
                && kernel(graph, node).isPresent()
                && graph.typeOf(node.inputs().get(0)).equals("float");
    }

    private static boolean all(OnnxNode node, String attribute, long expected) {
        return node.intsAttribute(attribute).orElse(List.of()).stream().allMatch(value -> value == expected);
    }

    /** One place of zeros on each side, written out or asked for. */
    private static boolean hasBorder(OnnxNode node) {
        return switch (node.textAttribute("auto_pad", "NOTSET")) {
            case "SAME_UPPER", "SAME_LOWER" -> true;
            case "NOTSET" ->
                node.intsAttribute("pads")
                        .filter(pads -> pads.equals(List.of(1L, 1L, 1L, 1L)))
                        .isPresent();
            default -> false;
        };
    }

    private static Optional<List<Long>> kernel(OnnxGraph graph, OnnxNode node) {
        return node.input(1)
                .filter(graph::isStoredFloats) // others are not folded, and would be spread in each run
                .flatMap(graph::constant)
                .map(ConstantValue::shape)
                .filter(shape -> shape.size() == 4 && shape.get(2) == 3 && shape.get(3) == 3);
    }

    /**
     * Reads a node; empty if it is no such convolution, or would not get faster.
     *
     * @param shapes of inputs, by name
     */
    static Optional<SmallConvolution> read(OnnxGraph graph, OnnxNode node, Map<String, long[]> shapes) {
        if (!mayBe(graph, node)) {
            return Optional.empty();
        }
        long[] shape = shapes.get(node.inputs().get(0));
        List<Long> kernel = kernel(graph, node).orElseThrow();
        if (shape == null
                || shape.length != 4
                || shape[1] != kernel.get(1)
                || !isSmall(shape[2])
                || !isSmall(shape[3])) {
            return Optional.empty();
        }
        Tiles tiles = new Tiles((int) shape[2], (int) shape[3]);
        return Optional.of(new SmallConvolution(node, kernel.get(0), shape[1], tiles))
                .filter(SmallConvolution::isFaster);
    }

    private static boolean isSmall(long side) {
        return side >= 1 && side <= MOST_PLACES;
    }

    private boolean isFaster() {
        double sums = (double) Tiles.SUMS * tiles.count();
        double before = (double) WINDOW * results * channels * tiles.places();
        return sums * results * channels + sums * tiles.places() * (results + channels) <= MOST_WORK * before;
    }

    /** Returns how many values its weights become. */
    long weights() {
        return Tiles.SUMS * results * channels;
    }

    /**
     * Y = Aᵀ [(G W Gᵀ) ⊙ (Bᵀ X B)] A: sums of the weights, [36, M, C], which do not depend on the image; sums of the map, [36, C,
     * n · t]; their products, a matrix product a sum; and the map of those.
     */
    List<NodeProto> write(Writer writer) {
        long sums = Tiles.SUMS;
        long each = sums * tiles.count();
        long places = tiles.places();
        String kernel = writer.reshape(node.inputs().get(1), results * channels, WINDOW);
        String spread = writer.call("MatMul", kernel, writer.matrix("weights", WINDOW, sums, Tiles::weights));
        String weights = writer.transpose(writer.reshape(spread, results, channels, sums), 2L, 0L, 1L);

        String rows = writer.transpose(writer.reshape(node.inputs().get(0), -1, channels, places), 0L, 2L, 1L);
        String input = writer.matrix(List.of("input", tiles), each, places, tiles::input);
        String x = bySum(writer, writer.call("MatMul", input, rows), channels);

        String products = writer.transpose(writer.call("MatMul", weights, writer.transpose(x, 0L, 2L, 1L)), 0L, 2L, 1L);
        String byImage = writer.transpose(writer.reshape(products, sums, -1, tiles.count() * results), 1L, 0L, 2L);
        String columns = writer.transpose(writer.reshape(byImage, -1, each, results), 0L, 2L, 1L);
        String output = writer.matrix(List.of("output", tiles), each, places, tiles::output);
        finish(writer, writer.call("MatMul", columns, output));
        return writer.nodes();
    }

    /** [n, 36 · t, C] as [36, n · t, C]. */
    private String bySum(Writer writer, String x, long width) {
        String parted = writer.reshape(x, -1, Tiles.SUMS, tiles.count() * width);
        return writer.reshape(writer.transpose(parted, 1L, 0L, 2L), Tiles.SUMS, -1, width);
    }

    private void finish(Writer writer, String y) {
        String result = node.outputs().get(0);
        String sum = node.input(2)
                .map(bias -> writer.call("Add", y, writer.reshape(bias, 1, results, 1)))
                .orElse(y);
        writer.reshapeTo(result, sum, -1, results, tiles.height(), tiles.width());
    }
}
