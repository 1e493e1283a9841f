package io.cam4j.onnx;

import static io.cam4j.onnx.TestModel.CLASSES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.cam4j.CamModelException;
import io.cam4j.Request;
import io.cam4j.method.Methods;
import io.cam4j.onnx.graph.Structure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Models behind links, as caches of downloads keep them: a folder of names that lead to files named by their hash. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "links need a privilege there")
class LinkedFilesTest {
    private static final int WIDE = Structure.LEAST_EXTERNAL_BYTES / 16; // 4 floats each: they stay in their file

    @TempDir
    Path files;

    @TempDir
    Path names;

    @Test
    void aModelWhoseWeightsAreReadByOffsetOpensBehindALink() throws IOException {
        TestModel model = TestModel.body(0, 16)
                .raw("wide", TensorProto.DataType.FLOAT, weights(), WIDE, 4, 1, 1)
                .node("Conv", "planes", "features wide");

        opens(link("model.onnx", withHead(model).write(files)));
    }

    @Test
    void soDoesOneWhoseWeightsAreBehindAnother() throws IOException {
        TestModel model = TestModel.body(0, 16)
                .external("wide", "weights.bin", 0, 16 * WIDE, WIDE, 4, 1, 1)
                .node("Conv", "planes", "features wide");
        link("weights.bin", Files.write(files.resolve("0a1b2c"), weights()));

        opens(link("model.onnx", withHead(model).write(files)));
    }

    @Test
    void weightsBehindALinkThatLeadsElsewhereAreRefused(@TempDir Path elsewhere) throws IOException {
        TestModel model = TestModel.body(0, 16)
                .external("wide", "weights.bin", 0, 16 * WIDE, WIDE, 4, 1, 1)
                .node("Conv", "planes", "features wide");
        link("weights.bin", Files.write(elsewhere.resolve("secret"), weights()));

        Path named = link("model.onnx", withHead(model).write(files));
        assertThatThrownBy(() -> OnnxClassActivationMapper.open(named).close())
                .isInstanceOf(CamModelException.class)
                .hasMessageContaining(
                        "tensor 'wide' keeps its values in 'weights.bin'; a file beside the model or below it expected");
    }

    @Test
    void weightsThatAreGoneWhenALayerIsOpenedAreNamed() throws IOException {
        TestModel model = TestModel.body(0, 16)
                .external("wide", "weights.bin", 0, 16 * WIDE, WIDE, 4, 1, 1)
                .node("Conv", "planes", "features wide");
        Path weights = Files.write(files.resolve("weights.bin"), weights());
        Request inside = Request.top(1).by(Methods.gradCam()).at("features");
        Request byTrials = Request.top(1).by(Methods.ablationCam()).at("features");

        try (var mapper = OnnxClassActivationMapper.open(withHead(model).write(files))) {
            Files.delete(weights);

            for (Request request : List.of(inside, byTrials)) {
                assertThatThrownBy(() -> mapper.explain(OnnxClassActivationMapperTest.image(3), request))
                        .isInstanceOf(CamModelException.class)
                        .hasMessageContaining("is not usable: tensor 'wide' keeps its values in 'weights.bin'");
            }
            assertThat(mapper.explain(OnnxClassActivationMapperTest.image(3), 2).activations())
                    .hasSize(2); // what is open goes on
        }
    }

    private static byte[] weights() {
        return WeightBytes.floats(TestModel.values(3, 4 * WIDE));
    }

    private static TestModel withHead(TestModel model) {
        return model.node("Relu", "tap", "planes")
                .node("GlobalAveragePool", "pooled", "tap")
                .node("Flatten", "flat", "pooled")
                .random("fc", WIDE, CLASSES)
                .node("MatMul", "logits", "flat fc")
                .output("logits", 0, CLASSES);
    }

    private Path link(String name, Path target) throws IOException {
        return Files.createSymbolicLink(names.resolve(name), target);
    }

    private static void opens(Path model) {
        try (var mapper = OnnxClassActivationMapper.open(model)) {
            var explanation = mapper.explain(OnnxClassActivationMapperTest.image(3), 2);

            assertThat(explanation.top().completenessError()).isLessThan(1e-5);
        }
    }
}
