package io.cam4j.onnx.graph;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;

/** Limits for operators that make a tensor of any size, or run any number of times, as a stored number tells them. */
final class SizeLimits {
    private static final long MOST_VALUES = 1L << 28; // 1 GB of floats
    private static final long MOST_RESIZED = 1L << 24; // a microsecond each, where cubic
    private static final long MOST_TIMES = 1L << 16;
    private static final long MOST_STORED = 64; // values of a tensor that is a shape, or a number

    private final OnnxGraph graph;
    private final OnnxNode node;

    private SizeLimits(OnnxGraph graph, OnnxNode node) {
        this.graph = graph;
        this.node = node;
    }

    /** @throws MalformedGraphException if a node's output would be too large, or it would run too often */
    static void check(OnnxGraph graph, OnnxNode node) {
        new SizeLimits(graph, node).check();
    }

    private void check() {
        switch (node.operator()) {
            case "ConstantOfShape" -> product(0, MOST_VALUES);
            case "Expand", "Tile", "AffineGrid" -> product(1, MOST_VALUES);
            case "OneHot" -> {
                oneValue(1);
                product(1, MOST_VALUES);
            }
            case "RandomNormal", "RandomUniform" ->
                product(node.toString(), node.intsAttribute("shape").orElse(List.of()), MOST_VALUES);
            case "Pad" -> most(1, MOST_TIMES);
            case "Trilu" -> most(1, Integer.MAX_VALUE);
            case "Range", "com.microsoft.Range" -> range();
            case "Resize" -> {
                int scales = graph.opset() < 11 ? 1 : 2;
                scales(scales);
                product(3, MOST_RESIZED);
                notOfTheImage();
            }
            case "Upsample" -> {
                scales(1);
                notOfTheImage();
            }
            case "Div", "Mod" -> divisor();
            case "Loop" -> rounds();
            default -> {}
        }
    }

    private Optional<ConstantValue> small(int input) {
        return node.input(input).flatMap(graph::constant).filter(value -> count(value.shape()) <= MOST_STORED);
    }

    private static long count(List<Long> shape) {
        return shape.stream().reduce(1L, (a, b) -> a * b);
    }

    private boolean isWhole(int input) {
        return node.input(input)
                .map(tensor -> graph.typeOf(tensor).startsWith("int"))
                .orElse(false);
    }

    private Optional<long[]> wholeNumbers(int input) {
        try {
            return isWhole(input) ? small(input).map(ConstantValue::longs) : Optional.empty();
        } catch (MalformedGraphException e) {
            return Optional.empty(); // what cannot be read here, the head's reader or ONNX Runtime judges
        }
    }

    /** What is read as a number without a look at how many there are. */
    private void oneValue(int input) {
        small(input).filter(value -> count(value.shape()) != 1).ifPresent(value -> {
            throw new MalformedGraphException("%s: one value expected as its input %d, '%s' has the shape %s"
                    .formatted(node, input, node.inputs().get(input), value.shape()));
        });
    }

    private void product(int input, long most) {
        wholeNumbers(input)
                .ifPresent(values ->
                        product(node.toString(), LongStream.of(values).boxed().toList(), most));
    }

    /** Negative sizes stand for others, and zeros for others too. @throws MalformedGraphException if it is too large */
    static void product(String what, List<Long> sizes, long most) {
        long product = 1;
        for (long size : sizes) {
            long factor = Math.max(1, size);
            if (factor > most || product * factor > most) {
                throw new MalformedGraphException(
                        "%s: at most %d values expected, it asks for the sizes %s".formatted(what, most, sizes));
            }
            product *= factor;
        }
    }

    private void most(int input, long most) {
        wholeNumbers(input).stream().flatMapToLong(LongStream::of).forEach(value -> {
            if (value > most || value < -most) {
                throw new MalformedGraphException(
                        "%s: from %d to %d expected, got %d".formatted(node, -most, most, value));
            }
        });
    }

    private void range() {
        Optional<double[]> ends = number(0)
                .flatMap(start -> number(1).flatMap(limit -> number(2).map(step -> new double[] {start, limit, step})));
        ends.ifPresent(range -> {
            double count = (range[1] - range[0]) / range[2];
            if (!(count <= MOST_VALUES)) { // written so that NaN fails too
                throw new MalformedGraphException("%s: at most %d values expected, got from %s to %s by %s"
                        .formatted(node, MOST_VALUES, range[0], range[1], range[2]));
            }
        });
    }

    private Optional<Double> number(int input) {
        boolean whole = isWhole(input);
        return small(input)
                .filter(value -> count(value.shape()) == 1)
                .map(value -> whole ? (double) value.longs()[0] : (double) value.floats()[0]);
    }

    private void scales(int input) {
        small(input).filter(value -> !isWhole(input)).ifPresent(value -> {
            double product = 1;
            for (float scale : value.floats()) {
                product *= scale;
            }
            if (!(product <= MOST_TIMES)) { // written so that NaN fails too
                throw new MalformedGraphException("%s: an enlargement of at most %d times expected, got %s times"
                        .formatted(node, MOST_TIMES, product));
            }
        });
    }

    /** Sizes made of the image's values may be of any shape, and one of another than [axes] crashes ONNX Runtime 1.29. */
    private void notOfTheImage() {
        Set<String> fed = new HashSet<>();
        graph.inputs().forEach(input -> fed.add(input.name()));
        Deque<String> open = new ArrayDeque<>();
        node.inputs().stream().skip(1).forEach(open::push);
        Set<String> seen = new HashSet<>(open);
        while (!open.isEmpty()) {
            String tensor = open.pop();
            if (fed.contains(tensor)) {
                throw new MalformedGraphException(
                        "%s: a size that depends on sizes only expected, it depends on the values of '%s'"
                                .formatted(node, tensor));
            }
            graph.producer(tensor)
                    .filter(before -> !before.operator().equals("Shape"))
                    .ifPresent(
                            before -> before.inputs().stream().filter(seen::add).forEach(open::push));
        }
    }

    /** The least whole number has no negative; the processor traps. */
    private void divisor() {
        wholeNumbers(1).ifPresent(values -> {
            if (LongStream.of(values).anyMatch(value -> value == -1)) {
                throw new MalformedGraphException(
                        "%s: whole numbers are divided by -1; multiply instead".formatted(node));
            }
        });
    }

    private void rounds() {
        long rounds = wholeNumbers(0)
                .filter(values -> values.length == 1)
                .map(values -> values[0])
                .orElse(Long.MAX_VALUE);
        if (rounds > MOST_TIMES) {
            throw endless(node.proto());
        }
    }

    /** Returns the refusal of a loop. */
    static MalformedGraphException endless(NodeProto loop) {
        return new MalformedGraphException(
                "%s: at most %d rounds, stored in the file, and no loop within a loop expected, or it may never end. Export the model without loops"
                        .formatted(new OnnxNode(loop), MOST_TIMES));
    }
}
