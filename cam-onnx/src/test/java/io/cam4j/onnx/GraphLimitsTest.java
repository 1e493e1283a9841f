package io.cam4j.onnx;

import static io.cam4j.onnx.HostileModel.body;
import static io.cam4j.onnx.HostileModel.head;
import static io.cam4j.onnx.HostileModel.headOfAny;
import static io.cam4j.onnx.HostileModel.text;
import static io.cam4j.onnx.TestModel.integer;
import static io.cam4j.onnx.TestModel.ints;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.cam4j.onnx.graph.MalformedGraphException;
import io.cam4j.onnx.graph.OnnxGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What ONNX Runtime 1.29 crashes on, never ends or takes all memory for is refused before it gets it, and says why. */
class GraphLimitsTest {
    @TempDir
    Path folder;

    static Stream<Arguments> operators() {
        return Stream.of(
                refused(
                        body().node("DepthToSpace", "y", "x", integer("blocksize", 1L << 32)),
                        "DepthToSpace 'y': 'blocksize' from -2147483648 to 2147483647 expected, it is 4294967296"),
                refused(
                        body().random("c", 4).constant("i", 0).node("GatherND", "y", "c i", integer("batch_dims", -5)),
                        "'batch_dims' from 0 to 64 expected, it is -5"),
                refused(
                        body().node(
                                        "MaxPool",
                                        "y",
                                        "x",
                                        ints("kernel_shape", 9999, 9999),
                                        ints("pads", 9998, 9998, 9998, 9998)),
                        "'pads' from -1024 to 1024 expected, it is 9998"),
                refused(
                        body().random("w", 4, 4, 3, 3).node("ConvTranspose", "y", "x w", ints("strides", 5000, 5000)),
                        "'strides' from 1 to 256 expected, it is 5000"),
                refused(
                        body().random("v", 1, 64, 1)
                                .constant("s", 4)
                                .constant("l", 0)
                                .node("STFT", "y", "v s  l"),
                        "STFT 'y' is an operator no image classifier needs, and not safe to run"),
                refused(
                        body().node("Mean", "y", "x "),
                        "Mean 'y': a name expected for each input, one is empty; leave it out"),
                refused(
                        body(17).random("g", 8).node("LayerNormalization", "y", "x g "),
                        "a name expected for each input, one is empty; leave it out"),
                refused(
                        body().constant("n", Long.MIN_VALUE).constant("d", -1).node("Div", "y", "n d"),
                        "Div 'y': whole numbers are divided by -1; multiply instead"),
                refused(
                        body(14).constant("k", Long.MIN_VALUE).node("Trilu", "y", "x k"),
                        "from -2147483647 to 2147483647 expected, got -9223372036854775808"),
                refused(
                        body().constant("s", 1L << 20, 1L << 20).node("ConstantOfShape", "y", "s"),
                        "at most 268435456 values expected, it asks for the sizes [1048576, 1048576]"),
                refused(
                        body().constant("s", 1, 1, 1L << 31, 1).node("Tile", "y", "x s"),
                        "at most 268435456 values expected, it asks for the sizes [1, 1, 2147483648, 1]"),
                refused(
                        body().constant("s", 1, 4, 4096, 4096).node("Resize", "y", "x   s"),
                        "at most 16777216 values expected, it asks for the sizes [1, 4, 4096, 4096]"),
                refused(
                        body().constant("s", new float[] {1, 1, 1000, 1000}, 4).node("Resize", "y", "x  s"),
                        "an enlargement of at most 65536 times expected, got 1000000.0 times"),
                refused(
                        body().node("Resize", "y", "input input input"),
                        "a size that depends on sizes only expected, it depends on the values of 'input'"),
                refused(
                        body().constant("p", 0, 0, 0, 100_000, 0, 0, 0, 0).node("Pad", "y", "x p"),
                        "from -65536 to 65536 expected, got 100000"),
                refused(
                        body().constant("a", 0)
                                .constant("e", 1L << 40)
                                .constant("d", 1)
                                .node("Range", "y", "a e d"),
                        "at most 268435456 values expected, got from 0.0 to 1.099511627776E12 by 1.0"),
                refused(
                        body().constant("i", 1)
                                .constant("d")
                                .constant("v", new float[] {0, 1}, 2)
                                .node("OneHot", "y", "i d v"),
                        "one value expected as its input 1, 'd' has the shape [0]"));
    }

    private static Arguments refused(TestModel model, String message) {
        return Arguments.of(message, headOfAny(model));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operators")
    void areKeptFromTheRuntime(String message, TestModel model) {
        Path file = model.write(folder);

        assertThatThrownBy(() -> OnnxGraph.read(file))
                .isInstanceOf(MalformedGraphException.class)
                .hasMessageContaining(message);
    }

    static Stream<Arguments> structures() {
        return Stream.of(
                Arguments.of(
                        "a Loop without end", "at most 65536 rounds, stored in the file, and no loop within a loop"),
                Arguments.of("Loops within Loops", "at most 65536 rounds"),
                Arguments.of("a Scan of 7 inputs", "'num_scan_inputs' from 0 to 2 expected, it is 7"),
                Arguments.of("functions: itself", "the function 'own:f' calls itself"),
                Arguments.of("functions: a Loop", "at most 65536 rounds"),
                Arguments.of("functions: no inputs", "is called with more inputs or outputs than the function has"),
                Arguments.of(
                        "functions: each calls another twice, 30 deep",
                        "at most 20000 nodes, those of functions and subgraphs included, expected, the model has"),
                Arguments.of(
                        "functions: each calls another, 60 deep",
                        "functions that call each other at most 32 deep expected"),
                Arguments.of("100000 nodes aside", "at most 20000 nodes"),
                Arguments.of("100000 initializers", "at most 20000 initializers expected, there are more"),
                Arguments.of("100000 inputs", "at most 20000 inputs expected, the model has 100001"),
                Arguments.of("sparse weights of 2^30", "at most 268435456 values expected, it asks for the sizes"),
                Arguments.of("a hundred thousand opsets", "at most 1000 opset imports expected"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("structures")
    void ofStructuresAreKeptFromTheRuntime(String name, String message) throws IOException {
        Path file = named(name).writer().write(folder);

        assertThatThrownBy(() -> OnnxGraph.read(file))
                .isInstanceOf(MalformedGraphException.class)
                .hasMessageContaining(message);
    }

    private static HostileModel named(String name) {
        return Stream.of(HostileSubgraphs.all(), HostileGraphs.all(), HostileTensors.all())
                .flatMap(List::stream)
                .filter(model -> model.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The largest numbers there are mean "to the end" in a Slice; a Loop may end; sizes may come from the input's size. */
    @Test
    void areWideEnoughForWhatExportersWrite() throws IOException {
        List<TestModel> sound = List.of(
                body().constant("s", 0)
                        .constant("e", Long.MAX_VALUE)
                        .constant("a", 2)
                        .node("Slice", "y", "x s e a"),
                TestModel.body(0, HostileModel.SIZE)
                        .opset(9)
                        .node(
                                "Slice",
                                "y",
                                "features",
                                ints("starts", 0),
                                ints("ends", Long.MAX_VALUE),
                                ints("axes", 2)),
                body().random("w", 4, 1, 3, 3)
                        .node(
                                "Conv",
                                "y",
                                "x w",
                                integer("group", 4),
                                ints("dilations", 18, 18),
                                ints("pads", 18, 18, 18, 18)),
                body().node("Shape", "h", "input").node("Resize", "y", "x   h", text("mode", "linear")),
                body().constant("two", 2)
                        .node("Shape", "h", "x")
                        .node("Div", "half", "h two")
                        .node("Expand", "y", "x half"),
                body().raw("z", TensorProto.DataType.INT64, new byte[8]).node("CumSum", "y", "x z"));
        for (TestModel model : sound) {
            Path file = head(model, "y").write(folder);

            assertThatCode(() -> OnnxGraph.read(file)).doesNotThrowAnyException();
        }
        for (String name :
                List.of("a Loop of 3 rounds", "functions: a Relu", "functions: each calls another twice, 8 deep")) {
            Path file = named(name).writer().write(Files.createDirectories(folder.resolve("named")));

            assertThatCode(() -> OnnxGraph.read(file)).doesNotThrowAnyException();
        }
    }
}
