package io.cam4j.onnx.backward;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.Structure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** A model with a backward pass, run by ONNX Runtime. */
final class Differentiated implements AutoCloseable {
    private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

    private final OrtSession session;
    private final BackwardPass pass;
    private final String input;
    private final OnnxJavaType type;
    private final long[] shape;
    private final int classes;

    private Differentiated(OrtSession session, BackwardPass pass, String input, long... shape) throws OrtException {
        this.session = session;
        this.pass = pass;
        this.input = input;
        type = type(session, input);
        this.shape = shape;
        classes = Math.toIntExact(info(session, pass.seeds()).getShape()[1]);
    }

    /** Opens a model that has one input of a known shape. */
    static Differentiated open(
            Structure structure, Path folder, List<String> taps, String logits, String input, long... shape)
            throws OrtException {
        OnnxGraph graph = structure.graph();
        Route route = Route.of(graph, taps, logits);
        Measurements measured = measure(structure, folder, route, input, shape);
        BackwardPass pass = BackwardPass.of(route, measured);
        GraphProto.Builder added = pass.nodes().toBuilder();
        taps.stream()
                .filter(tap -> graph.computes(tap)
                        && graph.outputs().stream()
                                .noneMatch(output -> output.name().equals(tap)))
                .forEach(tap -> added.addOutput(ValueInfoProto.newBuilder().setName(tap)));
        OrtSession session = session(structure.with(added.build()), folder, OrtSession.SessionOptions.OptLevel.ALL_OPT);
        return new Differentiated(session, pass, input, shape.clone());
    }

    /** Returns what a run measures. */
    static Measurements measure(Structure structure, Path folder, Route route, String input, long... shape)
            throws OrtException {
        double[] probe = new double[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
        Arrays.fill(probe, 0.5);
        try (OrtSession session = plain(structure.with(Measurements.probe(route)), folder);
                OnnxTensor x = tensor(probe, type(session, input), shape);
                OrtSession.Result result = session.run(Map.of(input, x))) {
            return Measurements.of(route, wholeNumbers(result));
        }
    }

    /** Opens a model that runs as it is written: ONNX Runtime's fusion of LayerNormalization loses ε in double. */
    static OrtSession plain(byte[] model, Path folder) throws OrtException {
        return session(model, folder, OrtSession.SessionOptions.OptLevel.NO_OPT);
    }

    private static OrtSession session(byte[] model, Path folder, OrtSession.SessionOptions.OptLevel level)
            throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(level);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            options.setIntraOpNumThreads(1);
            options.addConfigEntry(
                    "session.model_external_initializers_file_folder_path",
                    folder.toAbsolutePath().toString());
            return ENVIRONMENT.createSession(model, options);
        }
    }

    private static Map<String, long[]> wholeNumbers(OrtSession.Result result) {
        Map<String, long[]> outputs = new HashMap<>();
        for (Map.Entry<String, OnnxValue> output : result) {
            OnnxTensor tensor = (OnnxTensor) output.getValue();
            switch (tensor.getInfo().type) {
                case INT64 -> {
                    LongBuffer values = tensor.getLongBuffer();
                    long[] copy = new long[values.remaining()];
                    values.get(copy);
                    outputs.put(output.getKey(), copy);
                }
                case INT32 -> {
                    IntBuffer values = tensor.getIntBuffer();
                    int[] copy = new int[values.remaining()];
                    values.get(copy);
                    outputs.put(
                            output.getKey(),
                            Arrays.stream(copy).mapToLong(i -> i).toArray());
                }
                default -> {}
            }
        }
        return outputs;
    }

    static OnnxTensor tensor(double[] values, OnnxJavaType type, long... shape) throws OrtException {
        return switch (type) {
            case DOUBLE -> OnnxTensor.createTensor(ENVIRONMENT, DoubleBuffer.wrap(values), shape);
            case FLOAT16 -> {
                ByteBuffer halves = ByteBuffer.allocateDirect(2 * values.length).order(ByteOrder.nativeOrder());
                for (double value : values) {
                    halves.putShort(Fp16Conversions.floatToFp16((float) value));
                }
                yield OnnxTensor.createTensor(ENVIRONMENT, halves.rewind(), shape, type);
            }
            default -> OnnxTensor.createTensor(ENVIRONMENT, FloatBuffer.wrap(floats(values)), shape);
        };
    }

    private static OnnxJavaType type(OrtSession session, String input) throws OrtException {
        return info(session, input).type;
    }

    private static TensorInfo info(OrtSession session, String input) throws OrtException {
        return (TensorInfo)
                Objects.requireNonNull(session.getInputInfo().get(input)).getInfo();
    }

    private static float[] floats(double[] values) {
        float[] copy = new float[values.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = (float) values[i];
        }
        return copy;
    }

    /** Returns a tap's gradients for k seeds, and their shape. */
    Gradient gradient(String tap, double[] x, double[][] seeds) throws OrtException {
        double[] all = Arrays.stream(seeds).flatMapToDouble(Arrays::stream).toArray();
        try (OnnxTensor in = tensor(x, type, shape);
                OnnxTensor rows = tensor(all, OnnxJavaType.FLOAT, seeds.length, seeds[0].length);
                OrtSession.Result result = session.run(Map.of(input, in, pass.seeds(), rows))) {
            OnnxTensor out = (OnnxTensor) result.get(pass.gradient(tap)).orElseThrow();
            return new Gradient(values(out), out.getInfo().getShape());
        }
    }

    /** Returns a tapped tensor's values. */
    double[] output(String tap, double[] x) throws OrtException {
        try (OnnxTensor in = tensor(x, type, shape);
                OnnxTensor rows = tensor(new double[classes], OnnxJavaType.FLOAT, 1, classes);
                OrtSession.Result result = session.run(Map.of(input, in, pass.seeds(), rows))) {
            return values((OnnxTensor) result.get(tap).orElseThrow());
        }
    }

    static double[] values(OnnxTensor tensor) {
        if (tensor.getInfo().type == OnnxJavaType.DOUBLE) {
            DoubleBuffer values = tensor.getDoubleBuffer();
            double[] copy = new double[values.remaining()];
            values.get(copy);
            return copy;
        }
        FloatBuffer values = tensor.getFloatBuffer();
        double[] copy = new double[values.remaining()];
        Arrays.setAll(copy, values::get);
        return copy;
    }

    /** A function a session computes. */
    static UnaryOperator<double[]> function(OrtSession session, String input, String output, long... shape) {
        return x -> {
            try (OnnxTensor in = tensor(x, type(session, input), shape);
                    OrtSession.Result result = session.run(Map.of(input, in))) {
                return values((OnnxTensor) result.get(output).orElseThrow());
            } catch (OrtException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    int classes() {
        return classes;
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    /** Values, row-major, and their shape. */
    static final class Gradient {
        private final double[] values;
        private final long[] shape;

        Gradient(double[] values, long[] shape) {
            this.values = values;
            this.shape = shape;
        }

        double[] values() {
            return values.clone();
        }

        long[] shape() {
            return shape.clone();
        }
    }
}
