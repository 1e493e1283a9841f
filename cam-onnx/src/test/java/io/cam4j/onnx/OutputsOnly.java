package io.cam4j.onnx;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A model with all outputs but one taken out, as most models are found. */
final class OutputsOnly {
    private OutputsOnly() {}

    /** Writes the model to another file and returns that. */
    static Path write(Path model, String output, Path target) throws IOException {
        try (InputStream in = Files.newInputStream(model);
                OutputStream out = new BufferedOutputStream(Files.newOutputStream(target))) {
            CodedInputStream coded = CodedInputStream.newInstance(in);
            coded.setSizeLimit(Integer.MAX_VALUE);
            ModelProto.Builder plain = ModelProto.parseFrom(coded).toBuilder();
            List<ValueInfoProto> kept = plain.getGraph().getOutputList().stream()
                    .filter(info -> info.getName().equals(output))
                    .toList();
            plain.getGraphBuilder().clearOutput().addAllOutput(kept);
            plain.build().writeTo(out);
        }
        return target;
    }
}
