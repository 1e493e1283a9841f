package io.cam4j.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cam4j.CamModelException;
import io.cam4j.network.Head;
import io.cam4j.network.Layers;
import io.cam4j.network.ModelFile;
import io.cam4j.network.Network;
import io.cam4j.network.NetworkOutput;
import io.cam4j.network.Seeds;
import io.cam4j.onnx.graph.LayerNames;
import io.cam4j.onnx.graph.MalformedGraphException;
import io.cam4j.pool.BoundedPool;
import io.cam4j.pool.SharedPool;
import io.cam4j.preprocessing.ElementType;
import io.cam4j.preprocessing.InputSpec;
import io.cam4j.preprocessing.InputTensor;
import io.cam4j.preprocessing.Preprocessing;
import io.cam4j.preprocessing.TensorLayout;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** A classifier run by ONNX Runtime. */
final class OnnxNetwork implements Network {
    /** Sets of layers that stay ready: each has sessions of its own. */
    static final int MOST_LAYERS = 4;

    private final Path path;
    private final ModelFile file;
    private final Sessions.Opened opened;
    private final Head head;
    private final Classifier classifier;
    private final InputSpec input;
    private final String inputName;
    private final BoundedPool<List<Long>, RunBuffers> buffers;
    private final Source source;
    private final SharedPool<InputSpec, ImageTrials> trials;
    private final SharedPool<LayerKey, OnnxLayers> layers;

    /** What is made ready. */
    private record LayerKey(List<String> tensors, boolean gradients, InputSpec input) {}

    /**
     * Takes session and classifier over: they are closed with this network, or at once if they do not suit.
     *
     * @param logits name of the session's output with the scores
     * @param features name of the session's output with the tapped tensor
     */
    OnnxNetwork(
            Source source,
            ModelFile file,
            Sessions.Opened opened,
            Classifier classifier,
            String logits,
            String features) {
        this.source = source;
        path = source.path();
        this.file = file;
        this.opened = opened;
        head = source.found().head();
        this.classifier = classifier;
        OrtSession session = opened.session();
        try {
            TensorShapes shapes = new TensorShapes(path, session);
            input = shapes.input();
            inputName = shapes.inputName();
            trials = new SharedPool<>(
                    1, size -> new ImageTrials(source, inputName, size, session, logits), ImageTrials::close);
            layers = new SharedPool<>(MOST_LAYERS, this::openLayers, OnnxLayers::close);
            shapes.checkOutputs(logits, features, head);
            buffers = new BoundedPool<>(
                    Math.max(4, 2 * Runtime.getRuntime().availableProcessors()),
                    shape -> makeBuffers(inputName, input.type(), logits, features, shape),
                    RunBuffers::close);
        } catch (OrtException e) {
            closeSession();
            throw failed(e);
        } catch (RuntimeException | Error e) {
            closeSession();
            throw e;
        }
    }

    private RunBuffers makeBuffers(
            String inputName, ElementType type, String logits, String features, List<Long> shape) {
        try {
            long[] sizes = shape.stream().mapToLong(Long::longValue).toArray();
            return new RunBuffers(path, opened.session(), InputBuffer.of(inputName, type, sizes), logits, features);
        } catch (OrtException e) {
            throw failed(e);
        }
    }

    @Override
    public InputSpec input() {
        return input;
    }

    @Override
    public Head head() {
        return head;
    }

    @Override
    public ModelFile model() {
        return file;
    }

    @Override
    public String runtime() {
        return "onnxruntime " + Runtimes.environment().getVersion();
    }

    @Override
    public String provider() {
        return opened.provider().label();
    }

    /** With fewer threads a run than there are processors, so many runs that all are busy. */
    @Override
    public int runsAtOnce() {
        int threads = source.settings().threads();
        boolean onCpu = opened.provider() == ExecutionProvider.CPU;
        return onCpu && threads > 0 ? Math.max(1, Runtime.getRuntime().availableProcessors() / threads) : 1;
    }

    @Override
    public NetworkOutput run(List<InputTensor> pictures) {
        InputTensor first = pictures.get(0);
        return run(
                shape(pictures.size(), first.channels(), first.height(), first.width(), first.layout()),
                buffer -> buffer.put(pictures));
    }

    /**
     * Runs an input of the network's own size, or that of ImageNet's preprocessing where it is free.
     *
     * @param pattern one or more values as the network takes them, repeated or cut off so that they fill the input
     */
    NetworkOutput runOn(FloatBuffer pattern) {
        Preprocessing size = Preprocessing.imageNet().fitTo(input);
        long batch = Math.max(1, input.batch());
        int channels = size.channels().count();
        double values = (double) batch * channels * size.height() * size.width();
        FloatBuffer some = pattern.duplicate().limit((int) Math.min(pattern.limit(), values));
        return run(shape(batch, channels, size.height(), size.width(), size.layout()), buffer -> buffer.put(some));
    }

    private NetworkOutput run(List<Long> shape, Consumer<InputBuffer> fill) {
        BoundedPool.Lease<List<Long>, RunBuffers> lease = buffers.take(shape);
        try {
            fill.accept(lease.value().input());
            lease.value().run();
            return new Output(Math.toIntExact(shape.get(0)), lease);
        } catch (OrtException e) {
            lease.close();
            throw failed(e);
        } catch (RuntimeException | Error e) { // out of direct memory among them: others wait for the lease
            lease.close();
            throw e;
        }
    }

    /** Has the classifier prove what completeness does not of its rows at the first image of a run of this network. */
    void proveClassifier(NetworkOutput output, int[] classes, float[] rows) {
        int positions = output.mapHeight() * output.mapWidth();
        classifier.prove(output.features().slice(0, head.channels() * positions), positions, classes, rows);
    }

    private static List<Long> shape(long count, long channels, long height, long width, TensorLayout layout) {
        return layout == TensorLayout.NCHW
                ? List.of(count, channels, height, width)
                : List.of(count, height, width, channels);
    }

    private CamModelException failed(OrtException e) {
        return new CamModelException(
                path.toString(), "ONNX Runtime failed on %s: %s".formatted(path, e.getMessage()), e);
    }

    @Override
    public List<String> tensors(List<String> names) {
        return names.stream().map(name -> LayerNames.find(source.graph(), name)).toList();
    }

    @Override
    public Layers layers(List<String> tensors, boolean gradients, InputSpec spec) {
        LayerKey key = new LayerKey(List.copyOf(tensors), gradients, spec);
        layers.take(key).close();
        return image -> {
            SharedPool.Lease<OnnxLayers> lease = layers.take(key);
            try {
                return lease.value().run(image, lease::close);
            } catch (RuntimeException | Error e) {
                lease.close();
                throw e;
            }
        };
    }

    private OnnxLayers openLayers(LayerKey key) {
        try {
            return OnnxLayers.open(source, key.tensors, key.gradients, inputName, key.input, trials);
        } catch (MalformedGraphException e) { // of files beside the model that are no longer what they were
            throw new CamModelException(path.toString(), "%s is not usable: %s".formatted(path, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        layers.close();
        trials.close();
        buffers.close();
        closeSession();
    }

    private void closeSession() {
        classifier.close();
        try {
            opened.session().close();
        } catch (OrtException e) {
            throw failed(e);
        } catch (IllegalStateException e) {
            // closed before
        }
    }

    /** Looks at the buffers of a run until they go back to the pool. */
    private final class Output implements NetworkOutput {
        private final int count;
        private final BoundedPool.Lease<List<Long>, RunBuffers> lease;
        private final List<Long> shape;
        private boolean closed;

        Output(int count, BoundedPool.Lease<List<Long>, RunBuffers> lease) {
            this.count = count;
            this.lease = lease;
            shape = lease.value().features().shape();
            List<Long> scores = lease.value().logits().shape();
            if (!scores.equals(List.of((long) count, (long) head.classes()))) {
                throw unexpected("logits", "[%d, %d]".formatted(count, head.classes()), scores);
            }
            if (shape.size() != 4
                    || shape.get(0) != count
                    || shape.get(1) != head.channels()
                    || shape.get(2) * shape.get(3) < 1) {
                throw unexpected("features", "[%d, %d, h, w]".formatted(count, head.channels()), shape);
            }
        }

        private CamModelException unexpected(String what, String expected, List<Long> found) {
            return new CamModelException(
                    path.toString(),
                    "%s: %s of shape %s expected, the run gave %s".formatted(path, what, expected, found));
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public FloatBuffer logits() {
            return lease.value().logits().memory().duplicate().clear();
        }

        @Override
        public FloatBuffer features() {
            return lease.value().features().memory().duplicate().clear();
        }

        @Override
        public int mapHeight() {
            return Math.toIntExact(shape.get(2));
        }

        @Override
        public int mapWidth() {
            return Math.toIntExact(shape.get(3));
        }

        @Override
        public double[] pullBack(int image, Seeds seeds, FloatBuffer rows) {
            int positions = mapHeight() * mapWidth();
            int length = head.channels() * positions;
            return classifier.pullBack(features().slice(image * length, length), positions, seeds, rows);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                lease.close();
            }
        }
    }
}
