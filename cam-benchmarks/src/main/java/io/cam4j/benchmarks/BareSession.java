package io.cam4j.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cam4j.preprocessing.InputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** ONNX Runtime by itself, mostly asked for the logits only: the least an explanation can cost. */
final class BareSession implements AutoCloseable {
    private final OrtSession session;
    private final OnnxTensor input;
    private final Set<String> outputs;
    private Map<String, OnnxTensor> pinned = Map.of();

    BareSession(Path model, InputTensor values) throws OrtException {
        this(model, values, 0, Set.of("logits"));
    }

    /** @param threads within a run, or 0 for ONNX Runtime's own choice */
    BareSession(Path model, InputTensor values, int threads, Set<String> outputs) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            if (threads > 0) {
                options.setIntraOpNumThreads(threads);
            }
            session = environment.createSession(model.toString(), options);
        }
        FloatBuffer source = values.values();
        FloatBuffer memory = direct(source.remaining());
        memory.put(source).flip();
        long[] shape = {values.count(), values.channels(), values.height(), values.width()};
        input = OnnxTensor.createTensor(environment, memory, shape);
        this.outputs = outputs;
    }

    private static FloatBuffer direct(int floats) {
        return ByteBuffer.allocateDirect(Float.BYTES * floats)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Has each run write one more output to memory of its own, which is returned. */
    FloatBuffer pin(String output, long... shape) throws OrtException {
        FloatBuffer memory = direct((int) LongStream.of(shape).reduce(1, Math::multiplyExact));
        pinned = Map.of(output, OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), memory, shape));
        return memory;
    }

    void run() {
        try (OrtSession.Result result = session.run(Map.of("input", input), outputs, pinned)) {
            if (result.size() != outputs.size() + pinned.size()) {
                throw new IllegalStateException("%s expected, got %d".formatted(outputs, result.size()));
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws OrtException {
        input.close();
        pinned.values().forEach(OnnxTensor::close);
        session.close();
    }
}
