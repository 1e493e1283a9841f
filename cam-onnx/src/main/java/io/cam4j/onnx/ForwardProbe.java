package io.cam4j.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import io.cam4j.CamModelException;
import io.cam4j.onnx.backward.Measurements;
import io.cam4j.onnx.backward.Route;
import io.cam4j.onnx.graph.Structure;
import io.cam4j.preprocessing.ElementType;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Measures what the backward pass has to know of a model's shapes: one run on zeros in a session that is then closed. */
final class ForwardProbe {
    private ForwardProbe() {}

    /**
     * Runs a model once.
     *
     * @param model the file the weights are in
     * @param structure the model or a part of it
     * @param shape the input's sizes, for a batch of one
     * @throws CamModelException if ONNX Runtime does not run it
     */
    static Measurements measure(
            Path model, Structure structure, Route route, String input, ElementType type, long... shape) {
        byte[] probe = structure.with(Measurements.probe(route));
        OrtEnvironment environment = Runtimes.environment();
        try (OrtSession.SessionOptions options = options(model);
                OrtSession session = environment.createSession(probe, options);
                InputBuffer zeros = InputBuffer.of(input, type, shape);
                OrtSession.Result result = session.run(zeros.feed())) {
            Map<String, long[]> outputs = new HashMap<>();
            for (Map.Entry<String, OnnxValue> output : result) {
                if (output.getValue() instanceof OnnxTensor tensor) {
                    put(outputs, output.getKey(), tensor);
                }
            }
            return Measurements.of(route, outputs);
        } catch (OrtException e) {
            throw new CamModelException(
                    model.toString(), "ONNX Runtime failed on %s: %s".formatted(model, e.getMessage()), e);
        }
    }

    private static OrtSession.SessionOptions options(Path model) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
        options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.NO_OPT);
        options.addConfigEntry(Sessions.WEIGHTS_FOLDER, Sessions.folderOf(model));
        return options;
    }

    private static void put(Map<String, long[]> outputs, String name, OnnxTensor tensor) {
        switch (tensor.getInfo().type) {
            case INT64 -> {
                LongBuffer values = tensor.getLongBuffer();
                outputs.put(
                        name,
                        IntStream.range(0, values.remaining())
                                .mapToLong(values::get)
                                .toArray());
            }
            case INT32 -> {
                IntBuffer values = tensor.getIntBuffer();
                outputs.put(
                        name,
                        IntStream.range(0, values.remaining())
                                .mapToLong(values::get)
                                .toArray());
            }
            default -> {}
        }
    }
}
