package io.cam4j.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cam4j.CamModelException;
import io.cam4j.onnx.graph.ExposedModel;
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
 * A classifier for many images of which nothing but the logits is wanted: on the CPU with convolutions that get faster in
 * batches. Thread-safe until closed.
 */
final class ImageTrials implements AutoCloseable {
    private final Source source;
    private final InputSpec spec;
    private final ExposedModel exposed;
    private final @Nullable OrtSession own;
    private final OrtSession session;
    private final BoundedPool<Integer, InputBuffer> inputs;

    private ImageTrials(
            Source source,
            String input,
            InputSpec spec,
            ExposedModel exposed,
            @Nullable OrtSession own,
            OrtSession session) {
        this.source = source;
        this.spec = spec;
        this.exposed = exposed;
        this.own = own;
        this.session = session;
        inputs = new BoundedPool<>(
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                count -> makeInput(input, count),
                InputBuffer::close);
    }

    /**
     * Opens it.
     *
     * @param input name of the model's input
     * @param spec its sizes
     * @param plain a session with the logits of the model as it is, for a model with no convolution to make faster; whoever
     *     gave it closes it
     * @throws CamModelException if ONNX Runtime does not run the model
     */
    static ImageTrials open(Source source, String input, InputSpec spec, OrtSession plain) {
        ExposedModel exposed = ExposedModel.of(source.graph(), source.found(), List.of(), List.of(), List.of());
        OrtSession own = faster(source, input, spec)
                .map(structure -> Sessions.open(source.path(), exposed.bytes(structure), source.settings())
                        .session())
                .orElse(null);
        return new ImageTrials(source, input, spec, exposed, own, own == null ? plain : own);
    }

    private static Optional<Structure> faster(Source source, String input, InputSpec spec) {
        List<String> tensors = FastConvolutions.inputs(source.graph());
        if (tensors.isEmpty() || source.settings().provider() != ExecutionProvider.CPU) {
            return Optional.empty(); // other providers choose among such ways themselves
        }
        return FastConvolutions.of(source.graph(), shapes(source, input, spec, tensors));
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

    private InputBuffer makeInput(String input, int count) {
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
     */
    float[] scores(List<InputTensor> images) {
        List<InputTensor> batch = spec.filled(images);
        try (BoundedPool.Lease<Integer, InputBuffer> lease = inputs.take(batch.size())) {
            lease.value().put(batch);
            try (OrtSession.Result result = session.run(lease.value().feed(), Set.of(exposed.logits()))) {
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
        if (own != null) {
            OnnxLayers.close(source.path(), own);
        }
    }
}
