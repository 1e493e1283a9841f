package io.cam4j.onnx.backward;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.cam4j.onnx.graph.MalformedGraphException;
import io.cam4j.onnx.graph.ShapeNodes;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one run of the forward pass tells, or would tell: the shapes of tensors, and the values of the whole numbers that the
 * graph computes from shapes. Immutable.
 */
public final class Measurements {
    private final Map<String, List<Long>> shapes = new LinkedHashMap<>();
    private final Map<String, List<Long>> values = new LinkedHashMap<>();

    private Measurements() {}

    /**
     * Returns what to add to a model for a run that measures: each output is a vector of int64 or int32. No activation has
     * to outlive its use.
     */
    public static GraphProto probe(Route route) {
        GraphProto.Builder added = ShapeNodes.of(route.shapes()).toBuilder();
        for (String tensor : route.parameters()) {
            added.addOutput(ValueInfoProto.newBuilder().setName(tensor));
        }
        return added.build();
    }

    /**
     * Returns what a run measured.
     *
     * @param outputs the run's outputs, by name; others than {@link #probe} adds may be among them
     */
    public static Measurements of(Route route, Map<String, long[]> outputs) {
        Measurements measurements = new Measurements();
        route.shapes().forEach(tensor -> measurements.shapes.put(tensor, of(outputs, ShapeNodes.output(tensor))));
        route.parameters().forEach(tensor -> measurements.values.put(tensor, of(outputs, tensor)));
        route.constantShapes().forEach(measurements.shapes::put);
        route.constantParameters().forEach(measurements.values::put);
        return measurements;
    }

    /**
     * Returns what a run would measure, as far as that follows from the sizes a route begins with; empty where it takes more
     * than matrices and values one by one.
     *
     * @param tap what the route begins with
     * @param shape its shape for a batch of one
     */
    public static Optional<Measurements> withoutRun(Route route, String tap, List<Long> shape) {
        if (!route.parameters().isEmpty()) {
            return Optional.empty();
        }
        Map<String, List<Long>> known = new HashMap<>(route.constantShapes());
        known.put(tap, shape);
        return PlainShapes.of(route, known)
                .filter(shapes -> shapes.keySet().containsAll(route.shapes()))
                .map(shapes -> {
                    Measurements measurements = new Measurements();
                    measurements.shapes.putAll(shapes);
                    measurements.values.putAll(route.constantParameters());
                    return measurements;
                });
    }

    private static List<Long> of(Map<String, long[]> outputs, String name) {
        long[] values = outputs.get(name);
        if (values == null) {
            throw new IllegalArgumentException(
                    "the run has no output '%s'; run what probe(route) adds".formatted(name));
        }
        return java.util.stream.LongStream.of(values).boxed().toList();
    }

    Dims dims(String tensor) {
        return Dims.of(known(shapes, tensor));
    }

    List<Long> values(String tensor) {
        return known(values, tensor);
    }

    private static List<Long> known(Map<String, List<Long>> map, String tensor) {
        List<Long> found = map.get(tensor);
        if (found == null) {
            throw new MalformedGraphException("nothing was measured of the tensor '%s'".formatted(tensor));
        }
        return found;
    }
}
