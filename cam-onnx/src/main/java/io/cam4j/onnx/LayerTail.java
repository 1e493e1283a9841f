package io.cam4j.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cam4j.CamModelException;
import io.cam4j.onnx.graph.MalformedGraphException;
import io.cam4j.onnx.graph.Structure;
import io.cam4j.preprocessing.ElementType;
import io.cam4j.preprocessing.TensorLayout;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What of a classifier is behind a layer, as a session of its own: from features to logits. Thread-safe until closed. */
final class LayerTail implements AutoCloseable {
    private final Source source;
    private final String layer;
    private final TensorLayout order;
    private final OrtSession session;
    private final ElementType type;
    private final int batch;
    private final int channels;
    private final int places;
    private final long[] shape; // of one batch, as the graph has it
    private volatile boolean oneByOne;

    private LayerTail(
            Source source,
            String layer,
            TensorLayout order,
            OrtSession session,
            ElementType type,
            int batch,
            long... features) {
        this.source = source;
        this.layer = layer;
        this.order = order;
        this.session = session;
        this.type = type;
        this.batch = batch;
        channels = Math.toIntExact(features[1]);
        places = Math.toIntExact(features[2] * features[3]);
        shape = inGraph(order, features);
    }

    private static long[] inGraph(TensorLayout order, long... features) {
        return order == TensorLayout.NCHW
                ? features.clone()
                : new long[] {features[0], features[2], features[3], features[1]};
    }

    /**
     * Opens it.
     *
     * @param order the order of the layer's axes in the graph
     * @param batch images a run where that is fixed, or else 1
     * @param features the features' shape, [n, C, h, w]
     * @throws IllegalArgumentException if the logits depend on the image by other ways too
     */
    static LayerTail open(Source source, String layer, TensorLayout order, int batch, long... features) {
        ElementType type = source.graph().typeOf(layer).equals("float16") ? ElementType.FLOAT16 : ElementType.FLOAT32;
        List<Long> sizes = LongStream.of(inGraph(order, features)).boxed().collect(Collectors.toList());
        if (batch == 1) {
            sizes.set(0, -1L);
        }
        try {
            Structure part =
                    Structure.cut(source.graph(), layer, sizes, source.found().logits());
            OrtSession session = Sessions.open(source.path(), part.bytes(), source.settings())
                    .session();
            return new LayerTail(source, layer, order, session, type, batch, features);
        } catch (MalformedGraphException e) {
            throw new IllegalArgumentException(
                    "no trials at the layer '%s': %s. Choose a layer all ways lead through."
                            .formatted(layer, e.getMessage()),
                    e);
        }
    }

    /**
     * Runs it.
     *
     * @param features [n, C, h, w]
     * @return the logits, [n, K]
     */
    float[] scores(int count, float... features) {
        int classes = source.found().head().classes();
        float[] scores = new float[Math.multiplyExact(count, classes)];
        int step = batch > 1 ? batch : oneByOne ? 1 : count;
        for (int from = 0; from < count; from += step) {
            int n = Math.min(step, count - from);
            try {
                run(n, from, features, scores);
            } catch (OrtException e) {
                if (batch > 1 || n == 1) {
                    throw OnnxLayers.failed(source.path(), e);
                }
                oneByOne = true; // a shape behind the layer is fixed to one image
                return scores(count, features);
            }
        }
        return scores;
    }

    private void run(int n, int from, float[] features, float[] scores) throws OrtException {
        long[] sizes = shape.clone();
        sizes[0] = batch > 1 ? batch : n;
        int length = channels * places;
        int classes = source.found().head().classes();
        try (InputBuffer input = InputBuffer.of(layer, type, sizes)) {
            float[] values =
                    Arrays.copyOfRange(features, from * length, from * length + Math.toIntExact(sizes[0]) * length);
            input.put(FloatBuffer.wrap(order == TensorLayout.NCHW ? values : channelsLast(values)));
            try (OrtSession.Result result = session.run(input.feed())) {
                FloatBuffer logits = ((OnnxTensor) result.get(0)).getFloatBuffer();
                if (logits.remaining() != sizes[0] * classes) {
                    throw new CamModelException(
                            source.path().toString(),
                            "%s: %d logits expected behind the layer '%s', the run gave %d"
                                    .formatted(source.path(), sizes[0] * classes, layer, logits.remaining()));
                }
                logits.get(scores, from * classes, n * classes);
            }
        }
    }

    private float[] channelsLast(float... values) {
        float[] turned = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            int image = i / (channels * places);
            int channel = i / places % channels;
            turned[(image * places + i % places) * channels + channel] = values[i];
        }
        return turned;
    }

    @Override
    public void close() {
        OnnxLayers.close(source.path(), session);
    }
}
