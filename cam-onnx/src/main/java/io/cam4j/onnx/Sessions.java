package io.cam4j.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.cam4j.CamModelException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/** Opens ONNX Runtime sessions. */
final class Sessions {
    private static final System.Logger LOGGER = System.getLogger(Sessions.class.getName());

    /** ONNX Runtime's name for where a model given as bytes keeps its weights. */
    private static final String WEIGHTS_FOLDER = "session.model_external_initializers_file_folder_path";

    /**
     * An open session and the provider it really has.
     *
     * @param session belongs to whoever asked for it
     */
    record Opened(OrtSession session, ExecutionProvider provider) {}

    private Sessions() {}

    /** Opens a file, or its structure with outputs added, whose weights are then read from the file. */
    static Opened open(Path model, Optional<byte[]> structure, SessionSettings settings) {
        OrtEnvironment environment = Runtimes.environment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            if (!settings.cpuLayouts()) {
                options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.EXTENDED_OPT);
            }
            if (settings.threads() > 0) {
                options.setIntraOpNumThreads(settings.threads());
            }
            ExecutionProvider provider = addProvider(environment, options, settings);
            if (structure.isEmpty()) {
                return new Opened(environment.createSession(model.toString(), options), provider);
            }
            options.addConfigEntry(WEIGHTS_FOLDER, folderOf(model));
            return new Opened(environment.createSession(structure.get(), options), provider);
        } catch (OrtException e) {
            throw new CamModelException(
                    model.toString(),
                    "%s cannot be opened by ONNX Runtime %s: %s. Check the file with onnx.checker, or export it again."
                            .formatted(model, environment.getVersion(), e.getMessage()),
                    e);
        }
    }

    private static String folderOf(Path model) {
        return Objects.requireNonNull(model.toAbsolutePath().getParent(), "a file has a folder")
                .toString();
    }

    private static ExecutionProvider addProvider(
            OrtEnvironment environment, OrtSession.SessionOptions options, SessionSettings settings) {
        if (settings.provider() == ExecutionProvider.CPU) {
            return ExecutionProvider.CPU;
        }
        try {
            options.addCUDA(settings.device());
            return ExecutionProvider.CUDA;
        } catch (OrtException e) {
            String missing =
                    CudaDiagnosis.ofThisMachine().describe(environment.getVersion(), String.valueOf(e.getMessage()));
            if (!settings.cpuInstead()) {
                throw new ProviderUnavailableException(
                        "CUDA cannot be had: %s. Or ask for SessionSettings.cuda(%d).orCpu(), or the CPU."
                                .formatted(missing, settings.device()),
                        e);
            }
            LOGGER.log(System.Logger.Level.INFO, "CUDA cannot be had, the CPU runs the model: {0}", missing);
            return ExecutionProvider.CPU;
        }
    }
}
