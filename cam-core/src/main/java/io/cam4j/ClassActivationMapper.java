package io.cam4j;

import io.cam4j.gemm.GemmEngine;
import io.cam4j.gemm.GemmPool;
import io.cam4j.network.LayerOutput;
import io.cam4j.network.Network;
import io.cam4j.network.NetworkOutput;
import io.cam4j.pipeline.BatchSize;
import io.cam4j.pipeline.Helpers;
import io.cam4j.pipeline.Pipeline;
import io.cam4j.preprocessing.Geometry;
import io.cam4j.preprocessing.InputSpec;
import io.cam4j.preprocessing.InputTensor;
import io.cam4j.preprocessing.Preprocessing;
import java.awt.image.BufferedImage;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows where in an image a network saw a class: class activation maps after Zhou et al., "Learning Deep Features for
 * Discriminative Localization" (CVPR 2016). The map of class c is M_c(x, y) = Σ_k W_ck A_k(x, y), with A the features
 * of the last spatial tensor and W the classifier's weights; for a head that convolves before it pools, its bias and
 * activation are part of the map. One forward pass gives the classes and all their maps; a {@link Request} names other
 * classes than the most probable, and other methods, of which one pass serves as many as are wanted.
 *
 * <p>Immutable and thread-safe: make one a model and share it. Whoever opens it closes it; explanations outlive it.
 */
public final class ClassActivationMapper implements AutoCloseable {
    private static final long PASS_BYTES = 64L << 20;
    private static final long MOST_LOADED_BYTES = 256L << 20;
    private static final int LOADED_SHARE_OF_HEAP = 8; // an eighth of it

    private final Network network;
    private final Preprocessing preprocessing;
    private final @Nullable Labels labels;
    private final GemmPool gemm;
    private final MapFormer former;
    private final LayerExplainer layers;
    private final BatchSize batchSize;
    private final Executor helpers = Helpers.start();
    private final ReadWriteLock lifecycle = new ReentrantReadWriteLock(); // many explain under read, close takes write
    private boolean closed;

    private ClassActivationMapper(Builder builder) {
        network = builder.network;
        preprocessing = builder.preprocessing.fitTo(network.input());
        labels = builder.labels;
        checkLabels(labels, classes());
        GemmEngine engine = builder.gemm == null ? GemmEngine.start().join() : builder.gemm;
        gemm = new GemmPool(engine, Math.max(2, Runtime.getRuntime().availableProcessors()));
        Provenance provenance = new Provenance(
                Plan.closedMethod(network.head()),
                Plan.closedReason(network.head()),
                network.model(),
                network.head(),
                preprocessing,
                network.runtime(),
                network.provider(),
                engine.name(),
                engine.reason());
        former = new MapFormer(network.head(), labels, gemm, provenance);
        layers = new LayerExplainer(labels, gemm, network, provenance, helpers);
        batchSize = batchSize(builder.batch);
    }

    private BatchSize batchSize(int wanted) {
        int fixed = network.input().batch();
        if (fixed != InputSpec.FREE) {
            return BatchSize.fixed(fixed);
        }
        if (wanted > 0) {
            return BatchSize.fixed(wanted);
        }
        long inputBytes =
                (long) Float.BYTES * preprocessing.channels().count() * preprocessing.height() * preprocessing.width();
        return BatchSize.measured((int) Math.max(1, PASS_BYTES / inputBytes));
    }

    private static void checkLabels(@Nullable Labels labels, int classes) {
        if (labels != null && labels.size() != classes) {
            throw new IllegalArgumentException(
                    "one label a class expected: the model has %d classes, the labels are %d. Is there a background class too many or too few?"
                            .formatted(classes, labels.size()));
        }
    }

    /**
     * Starts a mapper for a network. Use {@code OnnxClassActivationMapper} of cam-onnx to open an ONNX file.
     *
     * @param network belongs to the mapper once {@link Builder#build} has returned, and is closed with it
     */
    public static Builder builder(Network network) {
        return new Builder(network);
    }

    /**
     * Explains the k most probable classes of an image.
     *
     * @param image of any size and type; neither kept nor changed
     * @param k 1 to {@link #classes()}
     * @throws IllegalArgumentException if k is out of range
     * @throws NonFiniteScoresException if the network answers with NaN or infinite values
     * @throws CamModelException if the network fails
     * @throws IllegalStateException if the mapper is closed
     */
    public Explanation explain(BufferedImage image, int k) {
        return explain(image, Request.top(k));
    }

    /**
     * Explains the k most probable classes of an input made by {@link #preprocess}.
     *
     * @param input one picture
     * @param k 1 to {@link #classes()}
     * @throws IllegalArgumentException if k is out of range, or the input has another size than the network's
     * @throws NonFiniteScoresException as {@link #explain(BufferedImage, int)}
     * @throws CamModelException as {@link #explain(BufferedImage, int)}
     * @throws IllegalStateException if the mapper is closed
     */
    public Explanation explain(InputTensor input, int k) {
        return explain(input, Request.top(k));
    }

    /**
     * Explains given classes of an image, in the order given.
     *
     * @param classes one or more, each 0 to {@link #classes()} − 1
     * @throws IllegalArgumentException if there is no class, or one the network does not know
     * @throws NonFiniteScoresException as {@link #explain(BufferedImage, int)}
     * @throws CamModelException as {@link #explain(BufferedImage, int)}
     * @throws IllegalStateException if the mapper is closed
     */
    public Explanation explainClasses(BufferedImage image, List<Integer> classes) {
        return explain(image, Request.classes(classes));
    }

    /** As {@link #explainClasses(BufferedImage, List)} for an input made by {@link #preprocess}. */
    public Explanation explainClasses(InputTensor input, List<Integer> classes) {
        return explain(input, Request.classes(classes));
    }

    /**
     * Explains all classes of an image that are more probable than a threshold, best first: the question to ask of a
     * multi-label model. There may be none.
     *
     * @param threshold 0 to 1
     * @throws IllegalArgumentException if the threshold is not from 0 to 1
     * @throws NonFiniteScoresException as {@link #explain(BufferedImage, int)}
     * @throws CamModelException as {@link #explain(BufferedImage, int)}
     * @throws IllegalStateException if the mapper is closed
     */
    public Explanation explainAbove(BufferedImage image, double threshold) {
        return explain(image, Request.above(threshold));
    }

    /**
     * Explains an image as requested: which classes, by which methods.
     *
     * @param image of any size and type; neither kept nor changed
     * @throws IllegalArgumentException if the request does not suit the model: it has not these classes, or a method does
     *     not hold for its head; the message lists those that do
     * @throws NonFiniteScoresException as {@link #explain(BufferedImage, int)}
     * @throws CamModelException as {@link #explain(BufferedImage, int)}
     * @throws IllegalStateException if the mapper is closed
     */
    public Explanation explain(BufferedImage image, Request request) {
        Plan plan = plan(request);
        return one(preprocess(image), plan);
    }

    /** As {@link #explain(BufferedImage, Request)} for an input of one picture made by {@link #preprocess}. */
    public Explanation explain(InputTensor input, Request request) {
        return one(input, plan(request));
    }

    /**
     * Explains several images, in their order, in batches: of as many as the model takes if its batch axis is fixed, else of
     * as many as {@link Builder#batch} says, which by default proves itself the fastest. The next batch is made the
     * network's input while this one runs. The last bit of a logit may depend on the size of the batch.
     *
     * @param images one or more
     * @param k 1 to {@link #classes()}
     * @throws IllegalArgumentException if there is no image, or k is out of range
     * @throws NonFiniteScoresException if one of the images gives NaN or infinite values
     * @throws CamModelException as {@link #explain(BufferedImage, int)}
     * @throws IllegalStateException if the mapper is closed
     */
    public List<Explanation> explainAll(List<BufferedImage> images, int k) {
        return explainAll(images, Request.top(k));
    }

    /** As {@link #explainAll(List, int)}, as requested. */
    public List<Explanation> explainAll(List<BufferedImage> images, Request request) {
        return explainList(images, this::preprocess, request);
    }

    /**
     * As {@link #explainAll(List, Request)} for inputs made by {@link #preprocess}.
     *
     * @param inputs one or more
     */
    public List<Explanation> explainInputs(List<InputTensor> inputs, Request request) {
        return explainList(inputs, input -> input, request);
    }

    private <S> List<Explanation> explainList(List<S> sources, Function<S, InputTensor> toInput, Request request) {
        Plan plan = plan(request);
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("one or more images expected, got none");
        }
        InputStages<S> stages = new InputStages<>(toInput, batch -> run(batch, plan));
        return AllOrNone.of(
                new Pipeline<>(sources.iterator(), stages, batches(plan), PASS_BYTES, helpers, network.runsAtOnce()));
    }

    /**
     * Explains any number of images, one outcome after the other in the order of the sources. It goes on while it is asked
     * for more: some images are loaded ahead by a few threads, as many as two batches need if they fit into 256 MB and an
     * eighth of the heap, and batches run on the thread that asks, or on those threads too where the network is to run several
     * at a time ({@link Network#runsAtOnce}). So memory stays the same for a hundred images or a hundred thousand. What fails
     * is an {@link Outcome.Failed} and stops none of the others.
     *
     * <pre>{@code
     * try (var outcomes = mapper.explainEach(files.iterator(), ImageFiles::read, Request.top(5))) {
     *     outcomes.forEachRemaining(outcome -> ...);
     * }
     * }</pre>
     *
     * @param sources what images are loaded from; asked by the thread that asks for outcomes, never far ahead
     * @param loader loads them, several at a time
     * @return to be closed by the caller if not all outcomes are taken
     * @throws IllegalArgumentException if the request does not suit the model
     * @throws IllegalStateException if the mapper is closed
     * @param <S> sources
     */
    public <S> ExplanationStream<S> explainEach(
            Iterator<? extends S> sources, ImageLoader<? super S> loader, Request request) {
        Plan plan = plan(request);
        ImageStages<S> stages = new ImageStages<>(
                Objects.requireNonNull(loader, "loader"), this::preprocess, batch -> run(batch, plan));
        long budget = Math.min(MOST_LOADED_BYTES, Runtime.getRuntime().maxMemory() / LOADED_SHARE_OF_HEAP);
        return new ExplanationStream<>(
                new Pipeline<>(sources, stages, batches(plan), budget, helpers, network.runsAtOnce()), this::checkOpen);
    }

    /** Where layers are looked at each image runs by itself, so none waits for others to be handed out with. */
    private BatchSize batches(Plan plan) {
        return plan.layers() == null ? batchSize : BatchSize.fixed(1);
    }

    private void checkOpen() {
        lifecycle.readLock().lock();
        try {
            refuseIfClosed();
        } finally {
            lifecycle.readLock().unlock();
        }
    }

    private void refuseIfClosed() {
        if (closed) {
            throw new IllegalStateException("the mapper is closed; open it again to explain");
        }
    }

    /**
     * Returns the network's input for an image.
     *
     * @param image of any size and type; neither kept nor changed
     */
    public InputTensor preprocess(BufferedImage image) {
        Objects.requireNonNull(image, "image");
        return preprocessing.apply(image);
    }

    /**
     * Checks a request, and makes the layers it names ready, so that the first explanation need not. Layers take as much memory
     * as the model, or twice as much for gradients, so that only those used last stay ready: of an ONNX model four sets.
     *
     * @throws IllegalArgumentException if the request does not suit the model: it has not these classes or layers, or a
     *     method does not hold there; the message lists those that do
     * @throws CamModelException if the network fails on it
     * @throws IllegalStateException if the mapper is closed
     */
    public void check(Request request) {
        plan(request);
    }

    private Plan plan(Request request) {
        return whileOpen(() -> Plan.of(request, network, inputs()));
    }

    /** What this mapper's inputs are like. */
    private InputSpec inputs() {
        InputSpec free = network.input();
        return new InputSpec(
                free.batch(),
                preprocessing.channels().count(),
                preprocessing.height(),
                preprocessing.width(),
                preprocessing.layout(),
                free.type());
    }

    private Explanation one(InputTensor input, Plan plan) {
        return run(List.of(input), plan).get(0);
    }

    /** @param inputs one where layers are looked at */
    private List<Explanation> run(List<InputTensor> inputs, Plan plan) {
        inputs.forEach(this::checkShape);
        return whileOpen(() -> {
            if (plan.closed().isEmpty()) {
                return List.of(atLayers(inputs.get(0), plan));
            }
            try (NetworkOutput output = network.run(network.input().filled(inputs))) {
                List<Geometry> geometries =
                        inputs.stream().map(InputTensor::geometry).toList();
                List<Explanation> plain = former.explain(geometries, output, plan.plain());
                return plan.open().isEmpty() ? plan.named(plain) : List.of(together(plain.get(0), inputs.get(0), plan));
            }
        });
    }

    private Explanation together(Explanation plain, InputTensor input, Plan plan) {
        return plain.with(atLayers(input, plan), plan.request().methodNames());
    }

    private Explanation atLayers(InputTensor input, Plan plan) {
        try (LayerOutput output = Objects.requireNonNull(plan.layers()).run(input)) {
            return layers.explain(input, output, plan);
        }
    }

    private <T> T whileOpen(Supplier<T> work) {
        lifecycle.readLock().lock();
        try {
            refuseIfClosed();
            return work.get();
        } finally {
            lifecycle.readLock().unlock();
        }
    }

    private void checkShape(InputTensor input) {
        Preprocessing recipe = preprocessing;
        if (input.channels() != recipe.channels().count()
                || input.height() != recipe.height()
                || input.width() != recipe.width()
                || input.layout() != recipe.layout()) {
            throw new IllegalArgumentException(
                    "an input of %d channels, %d rows, %d columns, %s expected, got %s. Make it with preprocess(image)."
                            .formatted(
                                    recipe.channels().count(),
                                    recipe.height(),
                                    recipe.width(),
                                    recipe.layout(),
                                    input));
        }
    }

    /** Returns K, the number of classes. */
    public int classes() {
        return network.head().classes();
    }

    /** Returns the classes' names, empty if the mapper was made without. */
    public Optional<Labels> labels() {
        return Optional.ofNullable(labels);
    }

    /** Returns how this mapper's explanations come about. */
    public Provenance provenance() {
        return former.provenance();
    }

    /** Waits for the explanations under way, then frees the network and all memory. A second call does nothing. */
    @Override
    public void close() {
        lifecycle.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                gemm.close();
                network.close();
            }
        } finally {
            lifecycle.writeLock().unlock();
        }
    }

    /** Collects settings. For one thread. */
    public static final class Builder {
        private final Network network;
        private Preprocessing preprocessing = Preprocessing.imageNet();
        private @Nullable Labels labels;
        private @Nullable GemmEngine gemm;
        private int batch; // 0: to be found out

        private Builder(Network network) {
            this.network = Objects.requireNonNull(network);
        }

        /** Sets the recipe for the network's input. Default {@link Preprocessing#imageNet()}. */
        public Builder preprocessing(Preprocessing preprocessing) {
            this.preprocessing = Objects.requireNonNull(preprocessing);
            return this;
        }

        /** Sets the classes' names. Default none. */
        public Builder labels(@Nullable Labels labels) {
            this.labels = labels;
            return this;
        }

        /**
         * Sets what forms the maps. Default the engine of the process, {@link GemmEngine#start()}.
         */
        public Builder gemm(GemmEngine gemm) {
            this.gemm = Objects.requireNonNull(gemm);
            return this;
        }

        /**
         * Sets of how many images the batches of {@link ClassActivationMapper#explainAll(List, Request)} and {@link
         * ClassActivationMapper#explainEach} are, where the network's batch
         * axis is free. Default: one or eight, whichever the first batches show to be faster, and no more than have an
         * input of 64 MB. A GPU may want more.
         *
         * @param images 1 or more
         * @throws IllegalArgumentException if it is less
         */
        public Builder batch(int images) {
            if (images < 1) {
                throw new IllegalArgumentException("a batch of 1 or more images expected, got %d".formatted(images));
            }
            this.batch = images;
            return this;
        }

        /**
         * Returns the mapper, which owns the network from now on. If this throws, the network still is the caller's.
         *
         * @throws IllegalArgumentException if the recipe does not suit the network, or there are not as many labels as
         *     classes
         */
        public ClassActivationMapper build() {
            return new ClassActivationMapper(this);
        }
    }
}
