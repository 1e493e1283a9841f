package io.cam4j.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import java.util.Map;
import java.util.Set;

/** What single nodes have to keep to; ONNX Runtime 1.29 computes with some attributes before it checks them. */
final class NodeLimits {
    private static final long LEAST_UNUSUAL = 257; // from 0 to 256 every number is ordinary, except as below

    /** Any number may stand here: ends of slices are written as the largest there is. */
    private static final Set<String> FREE = Set.of("starts", "ends", "value_int", "value_ints");

    private static final Range WHOLE = new Range(Integer.MIN_VALUE, Integer.MAX_VALUE);
    private static final Map<String, Range> RANGES = Map.of(
            "kernel_shape", new Range(1, 16384), // the largest input there is
            "pads", new Range(-1024, 1024), // with a large kernel beside it a pool never ends
            "output_height", new Range(1, 1024),
            "output_width", new Range(1, 1024),
            "batch_dims", new Range(0, 64),
            "bits", new Range(1, 16));

    /** These of a ConvTranspose multiply the size of its input. */
    private static final Set<String> ENLARGING = Set.of("strides", "dilations");

    private static final Range ENLARGEMENT = new Range(1, 256);

    private static final Set<String> ONNX = Set.of("", "ai.onnx");
    private static final String MICROSOFT = "com.microsoft";

    /** Operators none of whose inputs may be left out by an empty name. */
    private static final Set<String> COMPLETE =
            Set.of("Concat", "Einsum", "LayerNormalization", "Max", "Mean", "Min", "SequenceConstruct", "Sum");

    /** Operators that crash, never end or take all memory on inputs a file does not tell: for sound and for chance. */
    private static final Set<String> UNSAFE =
            Set.of("BlackmanWindow", "HammingWindow", "HannWindow", "MelWeightMatrix", "Multinomial", "STFT");

    private record Range(long least, long most) {}

    private NodeLimits() {}

    /** @throws MalformedGraphException if it does not keep to a limit */
    static void check(OnnxNode node) {
        String operator = node.operator();
        if (UNSAFE.contains(operator)) {
            throw new MalformedGraphException(
                    "%s is an operator no image classifier needs, and not safe to run; export the model without it"
                            .formatted(node));
        }
        if (COMPLETE.contains(operator) && node.inputs().contains("")) {
            throw new MalformedGraphException(
                    "%s: a name expected for each input, one is empty; leave it out".formatted(node));
        }
        if (operator.equals("Scan")) {
            long scanned = node.intAttribute("num_scan_inputs", 1);
            check(node, "num_scan_inputs", scanned, new Range(0, node.inputs().size()));
        }
        boolean contributed = node.domain().equals(MICROSOFT);
        if (contributed || ONNX.contains(node.domain())) {
            for (AttributeProto attribute : node.attributes()) {
                if (contributed || isUnusual(attribute)) { // names are read only where they matter
                    check(node, attribute);
                }
            }
        }
    }

    private static boolean isUnusual(AttributeProto attribute) {
        boolean unusual = attribute.hasI() && isUnusual(attribute.getI());
        for (int i = 0; i < attribute.getIntsCount(); i++) {
            unusual |= isUnusual(attribute.getInts(i));
        }
        return unusual;
    }

    private static boolean isUnusual(long value) {
        return value < 0 || value >= LEAST_UNUSUAL;
    }

    private static void check(OnnxNode node, AttributeProto attribute) {
        String name = attribute.getName();
        if (FREE.contains(name)) {
            return;
        }
        boolean enlarges = node.operator().equals("ConvTranspose") && ENLARGING.contains(name);
        Range range = enlarges ? ENLARGEMENT : RANGES.getOrDefault(name, WHOLE);
        if (attribute.hasI()) {
            check(node, name, attribute.getI(), range);
        }
        for (int i = 0; i < attribute.getIntsCount(); i++) {
            check(node, name, attribute.getInts(i), range);
        }
    }

    private static void check(OnnxNode node, String name, long value, Range range) {
        if (value < range.least || value > range.most) {
            throw new MalformedGraphException(
                    "%s: '%s' from %d to %d expected, it is %d".formatted(node, name, range.least, range.most, value));
        }
    }
}
