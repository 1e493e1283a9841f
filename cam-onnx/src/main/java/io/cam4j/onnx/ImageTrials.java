package io.cam4j.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cam4j.CamModelException;
import io.cam4j.onnx.graph.ExposedModel;
import io.cam4j.onnx.graph.MalformedGraphException;
import io.cam4j.onnx.graph.ShapeNodes;
import io.cam4j.onnx.graph.Structure;
import io.cam4j.onnx.winograd.FastConvolutions;
import io.cam4j.pool.BoundedPool;
import io.cam4j.preprocessing.InputSpec;
import io.cam4j.preprocessing.InputTensor;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A classifier for many images of which nothing but the logits is wanted: on the CPU, and in batches, with convolutions that get
 * faster there. Thread-safe until closed.
 */
final class ImageTrials implements AutoCloseable {
    private static final System.Logger LOGGER = System.getLogger(ImageTrials.class.getName());

    /** In batches of fewer images they take longer (docs/performance.md). */
    private static final int LEAST_BATCH = 4;

    private final Source source;
    private final String input;
    private final InputSpec spec;
    private final OrtSession plain;
    private final String plainLogits;
    private final ExposedModel exposed;
    private final Object opening = new Object();
    private boolean opened; // under opening, as what follows
    private @Nullable OrtSession faster;
    private final BoundedPool<Integer, InputBuffer> inputs;

    /**
     * Opens nothing yet.
     *
     * @param input name of the model's input
     * @param spec its sizes
     * @param plain a session of the model as it is; whoever gave it closes it, after this
     * @param plainLogits name of its output with the logits
     */
    ImageTrials(Source source, String input, InputSpec spec, OrtSession plain, String plainLogits) {
        this.source = source;
        this.input = input;
        this.spec = spec;
        this.plain = plain;
        this.plainLogits = plainLogits;
        exposed = ExposedModel.of(source.graph(), source.found(), List.of(), List.of(), List.of());
        inputs = new BoundedPool<>(
                Math.max(2, Runtime.getRuntime().availableProcessors()), this::makeInput, InputBuffer::close);
    }

    private OrtSession.Result run(InputBuffer images) throws OrtException {
        OrtSession session = faster();
        return session == null
                ? plain.run(images.feed(), Set.of(plainLogits))
                : session.run(images.feed(), Set.of(exposed.logits()));
    }

    private @Nullable OrtSession faster() {
        boolean batches = spec.batch() == InputSpec.FREE || spec.batch() >= LEAST_BATCH;
        if (!batches || source.settings().provider() != ExecutionProvider.CPU) {
            return null; // other providers choose among such ways themselves
        }
        synchronized (opening) {
            if (!opened) {
                opened = true;
                faster = openFaster();
            }
            return faster;
        }
    }

    /** Nothing depends on it but the time trials take. */
    private @Nullable OrtSession openFaster() {
        try {
            return faster(source, input, spec)
                    .map(structure -> Sessions.open(source.path(), exposed.bytes(structure), source.settings())
                            .session())
                    .orElse(null);
        } catch (CamModelException | MalformedGraphException e) {
            LOGGER.log(System.Logger.Level.INFO, "trials run as single images do: {0}", e.getMessage());
            return null;
        }
    }

    private static Optional<Structure> faster(Source source, String input, InputSpec spec) {
        List<String> tensors = FastConvolutions.inputs(source.graph());
        return tensors.isEmpty()
                ? Optional.empty()
                : FastConvolutions.of(source.graph(), shapes(source, input, spec, tensors));
    }

    /** Runs the model once, on zeros. */
    private static Map<String, long[]> shapes(Source source, String input, InputSpec spec, List<String> tensors) {
        long[] sizes = Graft.shape(spec);
        byte[] probe = Structure.whole(source.graph())
                .only(
                        ShapeNodes.of(tensors),
                        input,
                        LongStream.of(sizes).boxed().toList());
        try (OrtSession session = Sessions.openPart(source.path(), probe, true);
                InputBuffer zeros = InputBuffer.of(input, spec.type(), sizes);
                OrtSession.Result result = session.run(zeros.feed())) {
            Map<String, long[]> measured = WholeNumbers.of(result);
            Map<String, long[]> shapes = new HashMap<>();
            tensors.forEach(tensor -> shapes.put(tensor, measured.get(ShapeNodes.output(tensor))));
            return shapes;
        } catch (OrtException e) {
            throw OnnxLayers.failed(source.path(), e);
        }
    }

    private InputBuffer makeInput(int count) {
        try {
            long[] sizes = Graft.shape(spec);
            sizes[0] = count;
            return InputBuffer.of(input, spec.type(), sizes);
        } catch (OrtException e) {
            throw OnnxLayers.failed(source.path(), e);
        }
    }

    /**
     * Runs it.
     *
     * @param images of its sizes, n of them
     * @return the logits, [n, K]
     * @throws CamModelException if ONNX Runtime does not run the model
     */
    float[] scores(List<InputTensor> images) {
        List<InputTensor> batch = spec.filled(images);
        try (BoundedPool.Lease<Integer, InputBuffer> lease = inputs.take(batch.size())) {
            lease.value().put(batch);
            try (OrtSession.Result result = run(lease.value())) {
                FloatBuffer logits = ((OnnxTensor) result.get(0)).getFloatBuffer();
                int classes = source.found().head().classes();
                if (logits.remaining() != batch.size() * classes) {
                    throw new CamModelException(
                            source.path().toString(),
                            "%s: %d logits of %d images expected, the run gave %d"
                                    .formatted(
                                            source.path(), batch.size() * classes, batch.size(), logits.remaining()));
                }
                float[] scores = new float[images.size() * classes];
                logits.get(scores);
                return scores;
            }
        } catch (OrtException e) {
            throw OnnxLayers.failed(source.path(), e);
        }
    }

    @Override
    public void close() {
        inputs.close();
        synchronized (opening) {
            if (faster != null) {
                OnnxLayers.close(source.path(), faster);
            }
        }
    }
}
