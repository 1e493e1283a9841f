package io.cam4j.onnx.winograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.InvalidProtocolBufferException;
import io.cam4j.onnx.TestModel;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.Structure;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Convolutions written anew, beside ONNX Runtime's own. */
class FastConvolutionsTest {
    private static final AttributeProto BORDER = TestModel.ints("pads", 1, 1, 1, 1);
    private static final int BATCH = 3;

    @TempDir
    private Path folder;

    private static TestModel model(int channels, int results, int height, int width) {
        return new TestModel()
                .input("x", 0, channels, height, width)
                .random("w", results, channels, 3, 3)
                .random("b", results)
                .output("y", 0, results, height, width);
    }

    private Optional<byte[]> anew(TestModel model, long... shape) throws IOException {
        OnnxGraph graph = OnnxGraph.read(model.write(folder));
        assertThat(FastConvolutions.inputs(graph)).containsExactly("x");
        return FastConvolutions.of(graph, Map.of("x", shape)).map(Structure::bytes);
    }

    private float[] run(byte[] model, float[] values, long... shape) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.addConfigEntry("session.model_external_initializers_file_folder_path", folder.toString());
            try (OrtSession session = environment.createSession(model, options);
                    OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
                    OrtSession.Result result = session.run(Map.of("x", input))) {
                FloatBuffer y = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] copy = new float[y.remaining()];
                y.get(copy);
                return copy;
            }
        }
    }

    @ParameterizedTest(name = "{2} × {3}, {0} channels to {1}, {4}")
    @CsvSource({
        "40, 48, 4, 4, x w b",
        "48, 40, 4, 4, x w",
        "256, 256, 7, 7, x w b",
        "128, 144, 8, 8, x w",
        "96, 80, 4, 8, x w b",
        "96, 80, 8, 4, x w b",
        "512, 256, 6, 7, x w",
        "700, 700, 3, 4, x w b"
    })
    void givesWhatTheConvolutionGives(int channels, int results, int height, int width, String inputs)
            throws IOException, OrtException {
        TestModel model = model(channels, results, height, width).node("Conv", "y", inputs, BORDER);
        byte[] anew = anew(model, 1, channels, height, width).orElseThrow();
        assertThat(operators(anew)).doesNotContain("Conv").contains("MatMul");
        long[] shape = {BATCH, channels, height, width};
        float[] values = values(BATCH * channels * height * width);

        float[] expected = run(model.bytes(), values, shape);
        float[] found = run(anew, values, shape);

        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(2e-5f * largest));
        }
    }

    private static float[] values(int count) {
        SplittableRandom random = new SplittableRandom(5);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    private static List<String> operators(byte[] model) throws InvalidProtocolBufferException {
        return ModelProto.parseFrom(model).getGraph().getNodeList().stream()
                .map(NodeProto::getOpType)
                .toList();
    }

    @Test
    void aBorderMayBeAskedFor() throws IOException, OrtException {
        TestModel model = model(64, 64, 4, 4).node("Conv", "y", "x w b", TestModel.text("auto_pad", "SAME_UPPER"));
        byte[] anew = anew(model, 1, 64, 4, 4).orElseThrow();
        float[] values = values(BATCH * 64 * 16);

        float[] expected = run(model.bytes(), values, BATCH, 64, 4, 4);
        float[] found = run(anew, values, BATCH, 64, 4, 4);

        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(2e-4f));
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 14, 14", "512, 14, 14", "64, 7, 7", "8, 4, 4", "512, 1, 1", "512, 200, 2"})
    void convolutionsThatWouldNotGetFasterStayAsTheyAre(int channels, int height, int width) throws IOException {
        TestModel model = model(channels, channels, height, width).node("Conv", "y", "x w b", BORDER);

        assertThat(anew(model, 1, channels, height, width)).isEmpty();
    }

    static Stream<Arguments> others() {
        return Stream.of(
                Arguments.of("strides", new AttributeProto[] {BORDER, TestModel.ints("strides", 2, 2)}),
                Arguments.of(
                        "dilations",
                        new AttributeProto[] {TestModel.ints("pads", 2, 2, 2, 2), TestModel.ints("dilations", 2, 2)}),
                Arguments.of("no border", new AttributeProto[0]),
                Arguments.of("border on one side", new AttributeProto[] {TestModel.ints("pads", 2, 2, 0, 0)}));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void otherConvolutionsAreNotLookedAt(String name, AttributeProto... attributes) throws IOException {
        TestModel model = model(64, 64, 4, 4).node("Conv", "y", "x w b", attributes);

        assertThat(FastConvolutions.inputs(OnnxGraph.read(model.write(folder)))).isEmpty();
    }

    @Test
    void neitherAreThoseOfGroupsNorOfOtherWindowsNorOfWeightsThatAreComputed() throws IOException {
        TestModel model = new TestModel()
                .input("x", 0, 64, 4, 4)
                .random("grouped", 64, 32, 3, 3)
                .random("wide", 64, 64, 5, 5)
                .input("fed", 64, 64, 3, 3)
                .node("Conv", "a", "x grouped", BORDER, TestModel.integer("group", 2))
                .node("Conv", "b", "x wide", TestModel.ints("pads", 2, 2, 2, 2))
                .node("Conv", "c", "x fed", BORDER)
                .node("Sum", "y", "a b c")
                .output("y", 0, 64, 4, 4);

        assertThat(FastConvolutions.inputs(OnnxGraph.read(model.write(folder)))).isEmpty();
    }

    @Test
    void neitherAreWeightsThatAreDequantizedOrThatCallersMayReplace() throws IOException {
        TestModel model = new TestModel()
                .input("x", 0, 64, 4, 4)
                .random("fixed", 64, 64, 3, 3)
                .random("scale")
                .input("scaled", 64, 64, 3, 3)
                .random("scaled", 64, 64, 3, 3)
                .node("QuantizeLinear", "q", "fixed scale")
                .node("DequantizeLinear", "w", "q scale")
                .node("Conv", "a", "x w", BORDER)
                .node("Conv", "b", "x scaled", BORDER)
                .node("Add", "y", "a b")
                .output("y", 0, 64, 4, 4);

        assertThat(FastConvolutions.inputs(OnnxGraph.read(model.write(folder)))).isEmpty();
    }

    @Test
    void weightsThatWouldBecomeTooLargeStayAsTheyAre() throws IOException {
        TestModel model = model(1400, 1400, 4, 4).node("Conv", "y", "x w", BORDER); // 36 · 1400² values, 282 MB

        assertThat(anew(model, 1, 1400, 4, 4)).isEmpty();
    }
}
