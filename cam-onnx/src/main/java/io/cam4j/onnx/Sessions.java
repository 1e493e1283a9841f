package io.cam4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.providers.OrtCUDAProviderOptions;
import io.cam4j.CamModelException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;

/** Opens ONNX Runtime sessions. */
final class Sessions {
    private static final System.Logger LOGGER = System.getLogger(Sessions.class.getName());

    /** ONNX Runtime's name for where a model given as bytes keeps its weights. */
    private static final String WEIGHTS_FOLDER = "session.model_external_initializers_file_folder_path";

    /*
     * For a product with dequantized weights ONNX Runtime 1.29 rounds the features to 8 bits unless told otherwise: logits off
     * by half a percent.
     */
    private static final String QUANTIZED_MATMUL = "session.qdq_matmulnbits_accuracy_level";
    private static final String AS_FLOATS = "1";

    /*
     * How long a session's threads wait busily for more work. By default it is some 50 ms, in which they hold the cores that
     * preprocessing, or another session, could have. 200 µs last from one operator to the next and from one run to the next
     * where nothing comes between, so that a run takes no longer (docs/performance.md).
     */
    private static final String BUSY_WAIT = "session.intra_op.spin_duration_us";
    private static final String BUSY_WAIT_MICROS = "200";

    /**
     * An open session and the provider it really has.
     *
     * @param session belongs to whoever asked for it
     */
    record Opened(OrtSession session, ExecutionProvider provider) {}

    private Sessions() {}

    /** Opens a file's structure, perhaps with outputs added; its weights are read from the file. */
    static Opened open(Path model, byte[] structure, SessionSettings settings) {
        OrtEnvironment environment = Runtimes.environment();
        if (settings.provider() == ExecutionProvider.CPU) {
            return new Opened(onCpu(environment, model, structure, settings), ExecutionProvider.CPU);
        }
        try {
            OrtSession session = create(environment, model, structure, settings, OptLevel.ALL_OPT);
            return new Opened(session, ExecutionProvider.CUDA);
        } catch (OrtException e) {
            // the model's fault too, perhaps: then the CPU says so
            OrtSession cpu = onCpu(environment, model, structure, settings);
            return withoutCuda(environment, cpu, settings, e);
        }
    }

    /**
     * Opens a small part of a model on the CPU, with one thread; its weights stay in the model's file.
     *
     * @param optimized whether ONNX Runtime may fold what is constant and leave away what no output needs
     */
    static OrtSession openPart(Path model, byte[] structure, boolean optimized) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setIntraOpNumThreads(1);
            options.setOptimizationLevel(optimized ? OptLevel.BASIC_OPT : OptLevel.NO_OPT);
            options.addConfigEntry("session.disable_prepacking", "1"); // it would copy the weights
            options.addConfigEntry(WEIGHTS_FOLDER, folderOf(model));
            return Runtimes.environment().createSession(structure, options);
        } catch (OrtException e) {
            throw unopened(model, e);
        }
    }

    private static CamModelException unopened(Path model, OrtException e) {
        return new CamModelException(
                model.toString(),
                "%s cannot be opened by ONNX Runtime %s: %s. Check the file with onnx.checker, or export it again."
                        .formatted(model, Runtimes.environment().getVersion(), e.getMessage()),
                e);
    }

    private static Opened withoutCuda(
            OrtEnvironment environment, OrtSession cpu, SessionSettings settings, OrtException e) {
        String missing =
                CudaDiagnosis.ofThisMachine().describe(environment.getVersion(), String.valueOf(e.getMessage()));
        if (settings.cpuInstead()) {
            LOGGER.log(System.Logger.Level.INFO, "CUDA cannot be had, the CPU runs the model: {0}", missing);
            return new Opened(cpu, ExecutionProvider.CPU);
        }
        try {
            cpu.close();
        } catch (OrtException closing) {
            e.addSuppressed(closing);
        }
        throw new ProviderUnavailableException(
                "CUDA cannot be had: %s. Or ask for SessionSettings.cuda(%d).orCpu(), or the CPU."
                        .formatted(missing, settings.device()),
                e);
    }

    private static OrtSession onCpu(
            OrtEnvironment environment, Path model, byte[] structure, SessionSettings settings) {
        SessionSettings cpu = settings.onCpu();
        OptLevel level = settings.cpuLayouts() ? OptLevel.ALL_OPT : OptLevel.EXTENDED_OPT;
        try {
            return Optimizations.open(model, level, at -> create(environment, model, structure, cpu, at));
        } catch (OrtException e) {
            throw unopened(model, e);
        }
    }

    private static OrtSession create(
            OrtEnvironment environment, Path model, byte[] structure, SessionSettings settings, OptLevel level)
            throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            if (settings.provider() == ExecutionProvider.CUDA) {
                addCuda(options, settings);
            }
            options.setOptimizationLevel(level);
            options.addConfigEntry(QUANTIZED_MATMUL, AS_FLOATS);
            options.addConfigEntry(BUSY_WAIT, BUSY_WAIT_MICROS);
            if (settings.threads() > 0) {
                options.setIntraOpNumThreads(settings.threads());
            }
            options.addConfigEntry(WEIGHTS_FOLDER, folderOf(model));
            return environment.createSession(structure, options);
        }
    }

    private static void addCuda(OrtSession.SessionOptions options, SessionSettings settings) throws OrtException {
        try (OrtCUDAProviderOptions cuda = new OrtCUDAProviderOptions(settings.device())) {
            if (settings.gpuMemory() > 0) {
                cuda.add("gpu_mem_limit", String.valueOf(settings.gpuMemory()));
            }
            if (settings.tightArena()) {
                cuda.add("arena_extend_strategy", "kSameAsRequested");
            }
            options.addCUDA(cuda);
        }
    }

    /** Links followed: ONNX Runtime does not read weights through one that leads out of the folder. */
    private static String folderOf(Path model) {
        try {
            return Objects.requireNonNull(model.toRealPath().getParent(), "a file has a folder")
                    .toString();
        } catch (IOException e) {
            throw new CamModelException(model.toString(), "%s cannot be read: %s".formatted(model, e.getMessage()), e);
        }
    }
}
