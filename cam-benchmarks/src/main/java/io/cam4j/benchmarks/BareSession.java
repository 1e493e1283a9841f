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
    /*
     * Its threads wait busily for no longer than cam4j's sessions' do: a run takes the same time by itself, and does not take a
     * core from what is measured next. As in cam-onnx's Sessions, which is not seen from here.
     */
    private static final String BUSY_WAIT = "session.intra_op.spin_duration_us";
    private static final String BUSY_WAIT_MICROS = "200";

    private final OrtSession session;
    private final OnnxTensor input;
    private final Set<String> outputs;
    private Map<String, OnnxTensor> pinned = Map.of();

    BareSession(Path model, InputTensor picture) throws OrtException {
        this(model, picture, 1, Set.of("logits"));
    }

    /** @param batch how often a run has the picture */
    BareSession(Path model, InputTensor picture, int batch, Set<String> outputs) throws OrtException {
        session = open(model);
        FloatBuffer memory = direct(batch * picture.values().remaining());
        while (memory.hasRemaining()) {
            memory.put(picture.values());
        }
        memory.flip();
        long[] shape = {batch, picture.channels(), picture.height(), picture.width()};
        input = OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), memory, shape);
        this.outputs = outputs;
    }

    /** Opens what all benchmarks compare with. */
    static OrtSession open(Path model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.addConfigEntry(BUSY_WAIT, BUSY_WAIT_MICROS);
            return OrtEnvironment.getEnvironment().createSession(model.toString(), options);
        }
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
