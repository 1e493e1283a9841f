package io.cam4j.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cam4j.CamModelException;
import io.cam4j.onnx.backward.Measurements;
import io.cam4j.onnx.backward.Route;
import io.cam4j.onnx.graph.Structure;
import io.cam4j.preprocessing.ElementType;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Measures what the backward pass has to know of a model's shapes: one run on zeros in a session that is then closed. Shapes
 * that follow from the input's ONNX Runtime works out when it opens the session, and leaves away what they were wanted of.
 */
final class ForwardProbe {
    private ForwardProbe() {}

    /**
     * Runs a model once.
     *
     * @param model the file the weights are in
     * @param structure the model or a part of it
     * @param input name of its input
     * @param shape the input's sizes, for a batch of one
     * @throws CamModelException if ONNX Runtime does not run it
     */
    static Measurements measure(
            Path model, Structure structure, Route route, String input, ElementType type, long... shape) {
        List<Long> sizes = LongStream.of(shape).boxed().toList();
        byte[] probe = structure.only(Measurements.probe(route), input, sizes);
        try (OrtSession session = Sessions.openPart(model, probe, true);
                InputBuffer zeros = InputBuffer.of(input, type, shape);
                OrtSession.Result result = session.run(zeros.feed())) {
            return Measurements.of(route, WholeNumbers.of(result));
        } catch (OrtException e) {
            throw new CamModelException(
                    model.toString(), "ONNX Runtime failed on %s: %s".formatted(model, e.getMessage()), e);
        }
    }
}
