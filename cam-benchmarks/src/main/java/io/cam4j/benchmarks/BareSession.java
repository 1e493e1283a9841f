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

/** ONNX Runtime by itself, asked for the logits only: the least an explanation can cost. */
final class BareSession implements AutoCloseable {
    private final OrtSession session;
    private final OnnxTensor input;

    BareSession(Path model, InputTensor values) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        session = environment.createSession(model.toString(), new OrtSession.SessionOptions());
        FloatBuffer source = values.values();
        FloatBuffer direct = ByteBuffer.allocateDirect(4 * source.remaining())
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        direct.put(source).flip();
        long[] shape = {values.count(), values.channels(), values.height(), values.width()};
        input = OnnxTensor.createTensor(environment, direct, shape);
    }

    void run() {
        try (OrtSession.Result result = session.run(Map.of("input", input), Set.of("logits"))) {
            if (result.size() != 1) {
                throw new IllegalStateException("one output expected, got " + result.size());
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws OrtException {
        input.close();
        session.close();
    }
}
