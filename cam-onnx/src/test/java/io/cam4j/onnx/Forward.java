package io.cam4j.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** One run of a model as ONNX Runtime alone does it. */
final class Forward {
    private Forward() {}

    /** Returns one output of floats. */
    static float[] run(Path model, String input, FloatBuffer values, long[] shape, String output) throws OrtException {
        OrtEnvironment environment = Runtimes.environment();
        try (OrtSession.SessionOptions quiet = new OrtSession.SessionOptions();
                OrtSession session = environment.createSession(model.toString(), quieted(quiet));
                OnnxTensor tensor = OnnxTensor.createTensor(environment, values, shape);
                OrtSession.Result result = session.run(Map.of(input, tensor), Set.of(output))) {
            FloatBuffer found = ((OnnxTensor) result.get(output).orElseThrow()).getFloatBuffer();
            float[] copy = new float[found.remaining()];
            found.get(copy);
            return copy;
        }
    }

    private static OrtSession.SessionOptions quieted(OrtSession.SessionOptions options) throws OrtException {
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT); // each node as it is written
        return options;
    }
}
