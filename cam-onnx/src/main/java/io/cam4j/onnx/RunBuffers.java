package io.cam4j.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cam4j.CamModelException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Memory for runs of one input shape: a direct buffer for the input, and from the second run on direct buffers into
 * which ONNX Runtime writes its outputs. The first run finds out how large those are. For one thread at a time.
 */
final class RunBuffers implements AutoCloseable {
    /* Not Set.of(), nor Map.of for the feed: the JVM's compiler takes a megabyte more for what runs through those. */
    private static final Set<String> NO_COPIES = Collections.emptySet();

    private static final long MOST_VALUES = 1L << 28; // 1 GB

    private final Path model;
    private final OrtSession session;
    private final String logitsName;
    private final String featuresName;
    private final InputBuffer input;
    private @Nullable Output logits;
    private @Nullable Output features;
    private Map<String, OnnxTensor> pinned = Map.of(); // what the next run writes to; empty before the first

    /** One output's memory and the tensor that writes to it. */
    record Output(FloatBuffer memory, OnnxTensor tensor, List<Long> shape) {}

    RunBuffers(Path model, OrtSession session, InputBuffer input, String logitsName, String featuresName) {
        this.model = model;
        this.session = session;
        this.input = input;
        this.logitsName = logitsName;
        this.featuresName = featuresName;
    }

    /** Returns what a run reads. */
    InputBuffer input() {
        return input;
    }

    /** Runs on what is in the input. */
    void run() throws OrtException {
        if (pinned.isEmpty()) {
            firstRun();
        } else {
            session.run(input.feed(), NO_COPIES, pinned).close();
        }
    }

    private void firstRun() throws OrtException {
        try (OrtSession.Result result = session.run(input.feed(), Set.of(logitsName, featuresName))) {
            Output scores = copied(result, logitsName);
            try {
                features = copied(result, featuresName);
            } catch (OrtException | RuntimeException | Error e) {
                scores.tensor.close();
                throw e;
            }
            logits = scores;
            pinned = Map.of(logitsName, scores.tensor, featuresName, features.tensor);
        }
    }

    private Output copied(OrtSession.Result result, String name) throws OrtException {
        OnnxTensor tensor = (OnnxTensor) result.get(name).orElseThrow();
        long[] shape = tensor.getInfo().getShape();
        checkSize(name, shape);
        FloatBuffer memory = InputBuffer.direct(shape, Float.BYTES).asFloatBuffer();
        memory.put(tensor.getFloatBuffer());
        return new Output(
                memory,
                OnnxTensor.createTensor(Runtimes.environment(), memory.clear(), shape),
                Arrays.stream(shape).boxed().toList());
    }

    private void checkSize(String name, long... shape) {
        double values = 1;
        for (long size : shape) {
            values *= size;
        }
        if (values > MOST_VALUES) {
            throw new CamModelException(
                    model.toString(),
                    "%s: an output '%s' of at most %d values expected, its shape is %s; use a smaller input or fewer images at once"
                            .formatted(model, name, MOST_VALUES, Arrays.toString(shape)));
        }
    }

    /** The logits of the last run. */
    Output logits() {
        return Objects.requireNonNull(logits);
    }

    /** The features of the last run. */
    Output features() {
        return Objects.requireNonNull(features);
    }

    @Override
    public void close() {
        input.close();
        if (logits != null) {
            logits.tensor.close();
        }
        if (features != null) {
            features.tensor.close();
        }
    }
}
