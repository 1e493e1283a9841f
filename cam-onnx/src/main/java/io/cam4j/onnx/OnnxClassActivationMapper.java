package io.cam4j.onnx;

import io.cam4j.CamModelException;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Labels;
import io.cam4j.Provenance;
import io.cam4j.gemm.GemmEngine;
import io.cam4j.network.ModelFile;
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
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Opens ONNX classifiers that give their logits and their last spatial features as outputs. The classifier's weights
 * are read from the file.
 */
public final class OnnxClassActivationMapper {
    private static final System.Logger LOGGER = System.getLogger(OnnxClassActivationMapper.class.getName());

    private OnnxClassActivationMapper() {}

    /**
     * Opens a model with outputs named {@code logits} and {@code features}, ImageNet's preprocessing, on the CPU.
     *
     * @param model an ONNX file; only read
     * @return a mapper to be closed by the caller
     * @throws CamModelException if the file is missing or is no such model
     */
    public static ClassActivationMapper open(Path model) {
        return builder(model).open();
    }

    /** Starts the opening of a model with other settings. */
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
        private String logits = "logits";
        private String features = "features";

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

        /** Sets what forms the maps. Default ND4J where it loads, plain Java elsewhere. */
        public Builder gemm(GemmEngine gemm) {
            this.gemm = Objects.requireNonNull(gemm);
            return this;
        }

        /** Sets the name of the output with the scores before softmax, [n, K]. Default {@code logits}. */
        public Builder logits(String name) {
            this.logits = Objects.requireNonNull(name);
            return this;
        }

        /** Sets the name of the output with the last spatial tensor, [n, C, h, w]. Default {@code features}. */
        public Builder features(String name) {
            this.features = Objects.requireNonNull(name);
            return this;
        }

        /**
         * Opens the model.
         *
         * @return a mapper to be closed by the caller
         * @throws CamModelException if the file is missing, is no ONNX model, lacks the outputs, has other than one
         *     image input, or a head that is not known
         * @throws ProviderUnavailableException if CUDA is asked for and cannot be had
         * @throws IllegalArgumentException if the recipe or the labels do not suit the model
         */
        public ClassActivationMapper open() {
            CompletableFuture<GemmEngine> engine = // starts while the session loads
                    gemm == null ? GemmEngine.start() : CompletableFuture.completedFuture(gemm);
            FoundHead head = findHead(readGraph(model));
            ModelFile file = ModelFile.from(fileName(), ModelHash.start(model));
            OnnxNetwork network = new OnnxNetwork(model, file, Sessions.open(model, session), head, logits);
            try {
                ClassActivationMapper mapper = ClassActivationMapper.builder(network)
                        .preprocessing(preprocessing)
                        .labels(labels)
                        .gemm(engine.join())
                        .build();
                log(mapper.provenance());
                return mapper;
            } catch (RuntimeException e) {
                network.close();
                throw e;
            }
        }

        private String fileName() {
            Path name = model.getFileName();
            return name == null ? model.toString() : name.toString();
        }

        private FoundHead findHead(OnnxGraph graph) {
            List<String> outputs =
                    graph.outputs().stream().map(TensorInfo::name).toList();
            for (String wanted : List.of(logits, features)) {
                if (!outputs.contains(wanted)) {
                    throw new CamModelException(
                            model.toString(),
                            "%s has no output '%s'; its outputs are %s. Export it with outputs named 'logits' and 'features', or name them with logits(name) and features(name)."
                                    .formatted(model, wanted, outputs));
                }
            }
            try {
                return HeadFinder.find(graph, logits, features);
            } catch (MalformedGraphException e) {
                throw unusable(model, e);
            }
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

    private static CamModelException unusable(Path model, MalformedGraphException e) {
        return new CamModelException(model.toString(), "%s is not usable: %s".formatted(model, e.getMessage()), e);
    }
}
