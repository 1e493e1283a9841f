package io.cam4j.onnx;

import io.cam4j.CamModelException;
import java.nio.file.Path;

/** A process that opens a model and says why it is refused. Argument: the model. */
final class OpeningProbe {
    private OpeningProbe() {}

    public static void main(String[] arguments) {
        try (var mapper = OnnxClassActivationMapper.open(Path.of(arguments[0]))) {
            System.out.println(mapper.provenance().head());
        } catch (CamModelException e) {
            System.out.println(e);
        }
    }
}
