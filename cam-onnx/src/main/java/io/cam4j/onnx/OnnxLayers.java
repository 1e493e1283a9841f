package io.cam4j.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cam4j.CamModelException;
import io.cam4j.network.LayerOutput;
import io.cam4j.network.Seeds;
import io.cam4j.onnx.graph.AxesOrder;
import io.cam4j.onnx.graph.ExposedModel;
import io.cam4j.pool.BoundedPool;
import io.cam4j.pool.SharedPool;
import io.cam4j.preprocessing.InputSpec;
import io.cam4j.preprocessing.InputTensor;
import io.cam4j.preprocessing.TensorLayout;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Some layers of a classifier in two sessions: one runs forward and gives logits, features and what the backward pass takes
 * of them; the other is the backward pass. What passes between them is not copied, and seeds may be chosen by the logits.
 */
final class OnnxLayers implements AutoCloseable {
    private final Path path;
    private final String input;
    private final int batch;
    private final int classes;
    private final ExposedModel exposed;
    private final OrtSession forward;
    private final @Nullable Graft graft;
    private final @Nullable OrtSession backward;
    private final BoundedPool<Boolean, InputBuffer> inputs;
    private final Map<Integer, LayerTail> tails = new HashMap<>();
    private final InputSpec spec;
    private final SharedPool<InputSpec, ImageTrials> trials;
    private final Source source;
    private final List<String> tensors;
    private final List<TensorLayout> orders;

    private OnnxLayers(
            Source source,
            List<String> tensors,
            List<TensorLayout> orders,
            String input,
            InputSpec spec,
            SharedPool<InputSpec, ImageTrials> trials,
            ExposedModel exposed,
            OrtSession forward,
            @Nullable Graft graft,
            @Nullable OrtSession backward) {
        this.source = source;
        this.tensors = tensors;
        this.orders = orders;
        path = source.path();
        this.input = input;
        this.spec = spec;
        this.trials = trials;
        batch = Math.max(1, spec.batch());
        classes = source.found().head().classes();
        this.exposed = exposed;
        this.forward = forward;
        this.graft = graft;
        this.backward = backward;
        inputs = new BoundedPool<>(
                Math.max(2, Runtime.getRuntime().availableProcessors()), any -> makeInput(spec), InputBuffer::close);
    }

    /**
     * Opens the sessions.
     *
     * @param layers names of tensors
     * @param input name of the model's input
     * @param spec its sizes
     * @param trials where other images run
     * @throws io.cam4j.network.NoGradientException if gradients are wanted and do not reach a layer
     * @throws IllegalArgumentException if a layer does not lead to the logits, or nothing tells the order of its axes
     * @throws CamModelException if ONNX Runtime does not run the model
     */
    static OnnxLayers open(
            Source source,
            List<String> layers,
            boolean gradients,
            String input,
            InputSpec spec,
            SharedPool<InputSpec, ImageTrials> trials) {
        AxesOrder order = AxesOrder.of(source.graph(), source.found());
        List<TensorLayout> orders = layers.stream().map(order::of).toList();
        Graft graft = gradients ? Graft.of(source, layers, orders, input, spec) : null;
        Set<String> given = new HashSet<>(graft == null ? List.of() : graft.given());
        given.remove(input);
        ExposedModel exposed = ExposedModel.of(source.graph(), source.found(), layers, orders, given);
        OrtSession forward =
                Sessions.open(source.path(), exposed.bytes(), source.settings()).session();
        try {
            OrtSession backward = graft == null
                    ? null
                    : Sessions.open(source.path(), graft.structure().bytes(), source.settings())
                            .session();
            return new OnnxLayers(source, layers, orders, input, spec, trials, exposed, forward, graft, backward);
        } catch (RuntimeException | Error e) {
            close(source.path(), forward);
            throw e;
        }
    }

    private InputBuffer makeInput(InputSpec spec) {
        try {
            return InputBuffer.of(input, spec.type(), Graft.shape(spec));
        } catch (OrtException e) {
            throw failed(path, e);
        }
    }

    /**
     * Runs one image, forward.
     *
     * @param atEnd what to do once the output is closed, or nothing if there is none
     */
    LayerOutput run(InputTensor image, Runnable atEnd) {
        BoundedPool.Lease<Boolean, InputBuffer> lease = inputs.take(true);
        try {
            lease.value().put(image.values());
            Set<String> wanted = new HashSet<>(exposed.layers());
            wanted.add(exposed.logits());
            if (graft != null) {
                wanted.addAll(graft.given());
                wanted.remove(input);
            }
            return new Output(lease, atEnd, forward.run(lease.value().feed(), wanted));
        } catch (OrtException e) {
            lease.close();
            throw failed(path, e);
        } catch (RuntimeException | Error e) {
            lease.close();
            throw e;
        }
    }

    static CamModelException failed(Path path, OrtException e) {
        return new CamModelException(
                path.toString(), "ONNX Runtime failed on layers of %s: %s".formatted(path, e.getMessage()), e);
    }

    /** What is behind a layer, opened when it is first wanted. */
    private LayerTail tail(int layer, long... shape) {
        synchronized (tails) {
            LayerTail tail = tails.get(layer);
            if (tail == null) {
                tail = LayerTail.open(source, tensors.get(layer), orders.get(layer), batch, shape);
                tails.put(layer, tail);
            }
            return tail;
        }
    }

    @Override
    public void close() {
        synchronized (tails) {
            tails.values().forEach(LayerTail::close);
            tails.clear();
        }
        inputs.close();
        close(path, forward);
        if (backward != null) {
            close(path, backward);
        }
    }

    static void close(Path path, OrtSession session) {
        try {
            session.close();
        } catch (OrtException e) {
            throw failed(path, e);
        } catch (IllegalStateException e) {
            // closed before
        }
    }

    /** One run, whose first image counts. */
    private final class Output implements LayerOutput {
        private final BoundedPool.Lease<Boolean, InputBuffer> lease;
        private final Runnable atEnd;
        private final OrtSession.Result result;
        private boolean closed;

        Output(BoundedPool.Lease<Boolean, InputBuffer> lease, Runnable atEnd, OrtSession.Result result) {
            this.lease = lease;
            this.atEnd = atEnd;
            this.result = result;
            try {
                check(exposed.logits(), batch, classes);
                exposed.layers().forEach(layer -> check(layer, batch, -1, -1, -1));
            } catch (RuntimeException e) {
                result.close();
                throw e;
            }
        }

        /** @param expected sizes, −1 for any */
        private void check(String name, int... expected) {
            long[] shape = shape(name);
            boolean fits = shape.length == expected.length;
            for (int axis = 0; fits && axis < shape.length; axis++) {
                fits = shape[axis] >= 1 && (expected[axis] < 0 || shape[axis] == expected[axis]);
            }
            if (!fits) {
                throw new CamModelException(
                        path.toString(),
                        "%s: the tensor '%s' of shape %s expected (-1 stands for any size), the run gave %s. A layer is a tensor [n, C, h, w]."
                                .formatted(path, name, Arrays.toString(expected), Arrays.toString(shape)));
            }
        }

        private OnnxTensor tensor(String name) {
            return (OnnxTensor) result.get(name).orElseThrow();
        }

        private long[] shape(String name) {
            return tensor(name).getInfo().getShape();
        }

        private int size(int layer, int axis) {
            return Math.toIntExact(shape(exposed.layers().get(layer))[axis]);
        }

        @Override
        public FloatBuffer logits() {
            return tensor(exposed.logits()).getFloatBuffer().slice(0, classes);
        }

        @Override
        public int count() {
            return exposed.layers().size();
        }

        @Override
        public int channels(int layer) {
            return size(layer, 1);
        }

        @Override
        public int mapHeight(int layer) {
            return size(layer, 2);
        }

        @Override
        public int mapWidth(int layer) {
            return size(layer, 3);
        }

        private int length(int layer) {
            return channels(layer) * mapHeight(layer) * mapWidth(layer);
        }

        @Override
        public FloatBuffer features(int layer) {
            return tensor(exposed.layers().get(layer)).getFloatBuffer().slice(0, length(layer));
        }

        @Override
        public List<FloatBuffer> gradients(Seeds seeds) {
            if (graft == null || backward == null) {
                throw new IllegalStateException("layers made ready with gradients expected");
            }
            seeds.check(classes);
            try (OnnxTensor rows = seedRows(seeds)) {
                Map<String, OnnxTensor> feed = new HashMap<>();
                feed.put(graft.seeds(), rows);
                graft.given()
                        .forEach(name -> feed.put(
                                name, name.equals(input) ? lease.value().tensor() : tensor(name)));
                try (OrtSession.Result gradients = backward.run(feed)) {
                    List<FloatBuffer> values = new ArrayList<>();
                    for (int layer = 0; layer < count(); layer++) {
                        OnnxTensor gradient = (OnnxTensor)
                                gradients.get(graft.gradients().get(layer)).orElseThrow();
                        values.add(firstImages(gradient.getFloatBuffer(), seeds.count(), length(layer)));
                    }
                    return values;
                }
            } catch (OrtException e) {
                throw failed(path, e);
            }
        }

        @Override
        public float[] scores(int layer, int count, float... features) {
            return tail(layer, shape(exposed.layers().get(layer))).scores(count, features);
        }

        @Override
        public float[] scores(List<InputTensor> others) {
            try (SharedPool.Lease<ImageTrials> lease = trials.take(spec)) {
                return lease.value().scores(others);
            }
        }

        /** The seeds are of the first image: those of others in a fixed batch are zero. */
        private OnnxTensor seedRows(Seeds seeds) throws OrtException {
            FloatBuffer rows =
                    FloatBuffer.allocate(Math.multiplyExact(seeds.count(), Math.multiplyExact(batch, classes)));
            for (int seed = 0; seed < seeds.count(); seed++) {
                rows.position(seed * batch * classes);
                for (int c = 0; c < classes; c++) {
                    rows.put(seeds.at(seed, c));
                }
            }
            return OnnxTensor.createTensor(
                    Runtimes.environment(), rows.rewind(), new long[] {seeds.count(), (long) batch * classes});
        }

        private FloatBuffer firstImages(FloatBuffer gradients, int count, int length) {
            if (batch == 1) {
                return gradients;
            }
            FloatBuffer first = FloatBuffer.allocate(Math.multiplyExact(count, length));
            for (int seed = 0; seed < count; seed++) {
                first.put(gradients.slice(seed * batch * length, length));
            }
            return first.rewind();
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                try {
                    result.close();
                    lease.close();
                } finally {
                    atEnd.run();
                }
            }
        }
    }
}
