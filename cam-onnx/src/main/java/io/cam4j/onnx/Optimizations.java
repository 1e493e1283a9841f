package io.cam4j.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import java.nio.file.Path;

/**
 * How far ONNX Runtime rearranges a model. It keeps what is an output; should it all the same lose one to a fusion, or
 * fail over the outputs that were added, the model is run as it is written, and that is logged.
 */
final class Optimizations {
    private static final System.Logger LOGGER = System.getLogger(Optimizations.class.getName());

    private Optimizations() {}

    /** Opens a session at a level. */
    @FunctionalInterface
    interface Opening {
        OrtSession at(OptLevel level) throws OrtException;
    }

    /**
     * Opens at a level, or else at none.
     *
     * @throws OrtException the first failure, if the model opens at no level
     */
    static OrtSession open(Path model, OptLevel level, Opening opening) throws OrtException {
        try {
            return opening.at(level);
        } catch (OrtException first) {
            OrtSession session = asWritten(opening, first);
            LOGGER.log(
                    System.Logger.Level.INFO,
                    "{0} runs without ONNX Runtime''s optimizations, which fail on it: {1}",
                    model,
                    first.getMessage());
            return session;
        }
    }

    private static OrtSession asWritten(Opening opening, OrtException first) throws OrtException {
        try {
            return opening.at(OptLevel.NO_OPT);
        } catch (OrtException e) {
            first.addSuppressed(e);
            throw first;
        }
    }
}
