package io.cam4j.onnx;

import io.cam4j.CamModelException;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Labels;
import io.cam4j.Provenance;
import io.cam4j.gemm.GemmEngine;
import io.cam4j.network.ModelFile;
import io.cam4j.onnx.backward.MissingRulesException;
import io.cam4j.onnx.graph.ExposedModel;
import io.cam4j.onnx.graph.FoundHead;
import io.cam4j.onnx.graph.HeadFinder;
import io.cam4j.onnx.graph.MalformedGraphException;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.TensorInfo;
import io.cam4j.preprocessing.Preprocessing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Opens ONNX classifiers. The head and the tensor to tap are found by reading the graph backwards from the logits, the
 * classifier's weights are read from the file, and outputs the model does not have are added in memory; the file is never
 * written. One run on opening proves that map and logit belong together.
 */
public final class OnnxClassActivationMapper {
    private static final System.Logger LOGGER = System.getLogger(OnnxClassActivationMapper.class.getName());

    private OnnxClassActivationMapper() {}

    /**
     * Opens a model with ImageNet's preprocessing, on the CPU.
     *
     * @param model an ONNX file; only read, and to stay as it is until the mapper is closed, for its weights are not copied
     * @return a mapper to be closed by the caller
     * @throws CamModelException if the file is missing or is no such model
     */
    public static ClassActivationMapper open(Path model) {
        return builder(model).open();
    }

    /**
     * Starts ONNX Runtime and then ND4J in the background, which the first opening does otherwise: for a program that has
     * something else to do before. Never fails: what cannot start is said on opening, or by the engine's reason.
     *
     * @return what forms the maps, once it is there
     */
    public static CompletableFuture<GemmEngine> start() {
        return Runtimes.start();
    }

    /**
     * Starts the opening of a model with other settings.
     *
     * @param model an ONNX file, as above
     */
    public static Builder builder(Path model) {
        return new Builder(model);
    }

    /** Collects settings. For one thread. */
    public static final class Builder {
        private final Path model;
        private Preprocessing preprocessing = Preprocessing.imageNet();
        private SessionSettings session = SessionSettings.cpu();
        private @Nullable Labels labels;
        private @Nullable GemmEngine gemm;
        private Optional<Integer> batch = Optional.empty();
        private Optional<String> logits = Optional.empty();
        private Optional<String> features = Optional.empty();

        private Builder(Path model) {
            this.model = Objects.requireNonNull(model, "model");
        }

        /** Sets the recipe for the model's input. Default {@link Preprocessing#imageNet()}. */
        public Builder preprocessing(Preprocessing preprocessing) {
            this.preprocessing = Objects.requireNonNull(preprocessing);
            return this;
        }

        /** Sets where and how the model runs. Default {@link SessionSettings#cpu()}. */
        public Builder session(SessionSettings session) {
            this.session = Objects.requireNonNull(session);
            return this;
        }

        /** Sets the classes' names, as many as the model has classes. Default none. */
        public Builder labels(@Nullable Labels labels) {
            this.labels = labels;
            return this;
        }

        /** Sets what forms the maps. Default ND4J where it loads; plain Java elsewhere, and for small products. */
        public Builder gemm(GemmEngine gemm) {
            this.gemm = Objects.requireNonNull(gemm);
            return this;
        }

        /** Sets how many images make a batch; see {@link ClassActivationMapper.Builder#batch}. Default: the fastest. */
        public Builder batch(int images) {
            this.batch = Optional.of(images);
            return this;
        }

        /**
         * Sets the name of the tensor with the scores before softmax, n · K values, output or not. Default: found from the
         * outputs, one called {@code logits} first.
         */
        public Builder logits(String name) {
            this.logits = Optional.of(name);
            return this;
        }

        /**
         * Sets the name of the last spatial tensor, [n, C, h, w], output or not. Default: an output called
         * {@code features} if there is one beside {@code logits}, or else the tensor the head begins at.
         */
        public Builder features(String name) {
            this.features = Optional.of(name);
            return this;
        }

        /**
         * Opens the model.
         *
         * @return a mapper to be closed by the caller
         * @throws CamModelException if the file is missing, is no ONNX model, has other than one image input, a head that is
         *     not known, or one that completeness refutes, or needs more memory than Java has
         * @throws ProviderUnavailableException if CUDA is asked for and cannot be had
         * @throws IllegalArgumentException if the recipe or the labels do not suit the model
         */
        public ClassActivationMapper open() {
            try {
                return openNow();
            } catch (MalformedGraphException e) {
                throw unusable(model, e);
            } catch (OutOfMemoryError e) { // of the arrays a file asks for: what there was before is still there
                throw new CamModelException(
                        model.toString(),
                        "%s needs more memory than Java has, which is %d MB (%s); give it more (-Xmx), or use a model of smaller input or features"
                                .formatted(model, Runtime.getRuntime().maxMemory() >> 20, e.getMessage()),
                        e);
            }
        }

        private ClassActivationMapper openNow() {
            CompletableFuture<GemmEngine> engine = // starts while the session loads
                    gemm == null ? Runtimes.start() : CompletableFuture.completedFuture(gemm);
            OnnxGraph graph = readGraph(model);
            FoundHead found = findHead(graph);
            Optional<TailClassifier.Plan> tail = planTail(graph, found);
            FoundHead head = found.tail().isPresent() && tail.isEmpty() ? found.withoutTail() : found;
            Source source = new Source(model, graph, head, session);
            ExposedModel exposed = ExposedModel.of(graph, head);
            ModelHash hash = new ModelHash(model);
            Classifier classifier = classifier(source, tail);
            OnnxNetwork network = new OnnxNetwork(
                    source,
                    ModelFile.from(fileName(), hash.value()),
                    openSession(exposed, classifier),
                    classifier,
                    exposed.logits(),
                    exposed.features());
            try {
                CompletenessProof.check(model, network);
                ClassActivationMapper.Builder builder = ClassActivationMapper.builder(network)
                        .preprocessing(preprocessing)
                        .labels(labels)
                        .gemm(engine.join());
                batch.ifPresent(builder::batch);
                ClassActivationMapper mapper = builder.build();
                hash.start(); // after the session: it would take its processors from it
                log(mapper.provenance());
                return mapper;
            } catch (RuntimeException | Error e) {
                network.close();
                throw e;
            }
        }

        /** How to open a head's tail; empty where there is none, or no rule for a layer of it. */
        private Optional<TailClassifier.Plan> planTail(OnnxGraph graph, FoundHead head) {
            try {
                return head.tail().map(tail -> TailClassifier.Plan.of(graph, head, tail));
            } catch (MissingRulesException e) {
                LOGGER.log(System.Logger.Level.DEBUG, "{0}: {1}", model, e.getMessage());
                return Optional.empty();
            }
        }

        /** What pulls seeds back through the head. */
        private static Classifier classifier(Source source, Optional<TailClassifier.Plan> tail) {
            return tail.<Classifier>map(plan -> TailClassifier.open(source, plan))
                    .or(() -> source.found().weights().map(Classifier::linear))
                    .orElseGet(Classifier::none);
        }

        private Sessions.Opened openSession(ExposedModel exposed, Classifier classifier) {
            try {
                return Sessions.open(model, exposed.bytes(), session);
            } catch (RuntimeException | Error e) {
                classifier.close();
                throw e;
            }
        }

        private String fileName() {
            Path name = model.getFileName();
            return name == null ? model.toString() : name.toString();
        }

        private FoundHead findHead(OnnxGraph graph) {
            logits.ifPresent(name -> checkNamed(graph, name));
            features.ifPresent(name -> checkNamed(graph, name));
            return HeadFinder.find(graph, logits, features.or(() -> namedFeatures(graph)));
        }

        private void checkNamed(OnnxGraph graph, String tensor) {
            if (!graph.computes(tensor)) {
                throw new CamModelException(
                        model.toString(),
                        "%s has no tensor '%s'; its outputs are %s. Leave logits(name) and features(name) out to have them found, or see what `cam inspect` prints."
                                .formatted(
                                        model,
                                        tensor,
                                        graph.outputs().stream()
                                                .map(TensorInfo::name)
                                                .toList()));
            }
        }

        /** A model exported for this purpose names its outputs so, and is taken at its word, which the proof checks. */
        private Optional<String> namedFeatures(OnnxGraph graph) {
            List<String> outputs =
                    graph.outputs().stream().map(TensorInfo::name).toList();
            return logits.isEmpty() && outputs.containsAll(List.of("logits", "features"))
                    ? Optional.of("features")
                    : Optional.empty();
        }

        private static void log(Provenance provenance) {
            boolean fallback = provenance.gemm().equals(GemmEngine.JAVA);
            LOGGER.log(
                    fallback ? System.Logger.Level.INFO : System.Logger.Level.DEBUG,
                    "{0}: maps are formed by {1} ({2}), the network runs on {3}",
                    provenance.model().name(),
                    provenance.gemm(),
                    provenance.gemmReason(),
                    provenance.provider());
        }
    }

    static OnnxGraph readGraph(Path model) {
        if (!Files.isRegularFile(model)) {
            throw new CamModelException(
                    model.toString(),
                    Files.exists(model)
                            ? "%s is not a file; an ONNX model expected".formatted(model)
                            : "%s does not exist; an ONNX model expected".formatted(model));
        }
        try {
            return OnnxGraph.read(model);
        } catch (MalformedGraphException e) {
            throw unusable(model, e);
        } catch (IOException e) {
            throw new CamModelException(model.toString(), "%s cannot be read: %s".formatted(model, e.getMessage()), e);
        }
    }

    private static CamModelException unusable(Path model, RuntimeException e) {
        return new CamModelException(model.toString(), "%s is not usable: %s".formatted(model, e.getMessage()), e);
    }
}
