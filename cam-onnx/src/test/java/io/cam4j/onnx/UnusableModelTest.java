package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto;
import io.cam4j.CamModelException;
import io.cam4j.Labels;
import io.cam4j.NonFiniteScoresException;
import io.cam4j.preprocessing.Preprocessing;
import io.cam4j.testing.Fork;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What happens to a model that cannot be used: one exception that says what was expected, found, and what to do. */
class UnusableModelTest {
    private static final int SIZE = 32;

    @TempDir
    Path folder;

    @Test
    void aMissingFile() {
        refused(folder.resolve("none.onnx"), "none.onnx does not exist; an ONNX model expected");
    }

    @Test
    void aFolder() {
        refused(folder, "is not a file; an ONNX model expected");
    }

    @Test
    void anEmptyFile() throws IOException {
        refused(Files.createFile(folder.resolve("empty.onnx")), "the file is empty");
    }

    @Test
    void aTextFile() throws IOException {
        refused(Files.writeString(folder.resolve("text.onnx"), "not a model, just words"), "not an ONNX model");
    }

    @Test
    void anImage() throws IOException {
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0, 0, 0, 13, 'I', 'H', 'D', 'R'};
        refused(Files.write(folder.resolve("image.onnx"), png), "not an ONNX model");
    }

    @Test
    void aTruncatedModelAtAnyLength() throws IOException {
        byte[] whole = TestModel.linear(0, SIZE).bytes();
        for (int length = 1; length < whole.length; length += 7) {
            refused(Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, length)), "cut.onnx");
        }
    }

    @Test
    void aModelWithoutTheOutputsNamed() {
        Path model = TestModel.body(0, SIZE)
                .linearHead()
                .output("logits", 0, TestModel.CLASSES)
                .write(folder);

        assertThatThrownBy(() -> OnnxClassActivationMapper.builder(model)
                        .features("layer4")
                        .open())
                .isInstanceOf(CamModelException.class)
                .hasMessageContaining("model.onnx has no tensor 'layer4'; its outputs are [logits]");
        assertThatThrownBy(() -> OnnxClassActivationMapper.builder(model)
                        .logits("scores")
                        .open())
                .isInstanceOf(CamModelException.class)
                .hasMessageContaining("model.onnx has no tensor 'scores'; its outputs are [logits]");
    }

    @Test
    void aTailWithoutABackwardRuleThatLetsTheImagePastThePool() {
        Path model = TestModel.body(0, SIZE)
                .node("GlobalAveragePool", "pooled", "features")
                .node("Flatten", "flat", "pooled")
                .random("v", TestModel.CHANNELS, TestModel.CLASSES)
                .node("Cosh", "odd", "flat")
                .node("MatMul", "sum", "odd v")
                .node("ReduceMax", "brightest", "input", TestModel.ints("axes", 1, 2, 3))
                .node("Flatten", "column", "brightest")
                .node("Add", "logits", "sum column")
                .output("logits", 0, TestModel.CLASSES)
                .write(folder);

        refused(model, "depends on the input 'input' not only through 'pooled'");
    }

    @Test
    void weightsOfNoClassOrOfAbsurdSizes() {
        TestModel none = TestModel.body(0, SIZE)
                .node("GlobalAveragePool", "pooled", "features")
                .node("Flatten", "flat", "pooled")
                .constant("w", new float[0], TestModel.CHANNELS, 0)
                .node("MatMul", "logits", "flat w")
                .output("logits", 0, 0);
        TestModel huge = TestModel.body(0, SIZE)
                .node("GlobalAveragePool", "pooled", "features")
                .node("Flatten", "flat", "pooled")
                .constant("w", new float[4], TestModel.CHANNELS, 1L << 40)
                .node("MatMul", "logits", "flat w")
                .output("logits", 0, 0);
        TestModel claimed = TestModel.body(0, SIZE)
                .node("GlobalAveragePool", "pooled", "features")
                .node("Flatten", "flat", "pooled")
                .raw("w", TensorProto.DataType.FLOAT, new byte[16], TestModel.CHANNELS, 1L << 25)
                .node("MatMul", "logits", "flat w")
                .output("logits", 0, 0);

        refused(none.write(folder), "the weights 'w' have the shape [4, 0]; sizes of 1 or more expected");
        refused(huge.write(folder), "the weights 'w' have the shape [4, 1099511627776]");
        refused(
                claimed.write(folder),
                "tensor 'w' of shape [4, 33554432] should hold 536870912 values or bytes, it holds 16");
    }

    @Test
    void aFileOfMoreThanTwoGigabytes() throws IOException {
        Path file = TestModel.linear(0, SIZE).write(folder);
        try (RandomAccessFile stretched = new RandomAccessFile(file.toFile(), "rw")) {
            stretched.setLength(1L + Integer.MAX_VALUE);
        }

        refused(file, "the file has 2147483648 bytes; an ONNX file of at most 2 GB expected");
    }

    @Test
    void aPictureThatDoesNotFitJavasMemory() {
        TestModel model = new TestModel()
                .input("input", 0, 3, 8192, 8192)
                .bodyNodes()
                .linearHead()
                .output("logits", 0, TestModel.CLASSES);

        Fork.Result result = Fork.java(
                OpeningProbe.class, List.of("-Xmx64m"), model.write(folder).toString());

        assertThat(result.out())
                .contains("CamModelException")
                .contains("model.onnx needs more memory than Java has, which is 64 MB (Cannot reserve 805306368 bytes")
                .contains("; give it more (-Xmx)");
    }

    @Test
    void anInputTooLargeForAnyPicture() {
        TestModel model = new TestModel()
                .input("input", 0, 3, 16384, 16384)
                .bodyNodes()
                .linearHead()
                .output("logits", 0, TestModel.CLASSES);

        refused(model.write(folder), "an input of at most 268435456 values expected");
    }

    @Test
    @Timeout(20)
    void aChainOfThousandsOfAliases() {
        TestModel model = TestModel.body(0, SIZE).node("Identity", "a0", "features");
        for (int i = 1; i < 19_000; i++) {
            model.node("Identity", "a" + i, "a" + (i - 1));
        }
        model.node("Flatten", "flat", "a18999").output("flat", 0, 0);

        refused(model.write(folder), "a pool or a classifier expected");
    }

    @Test
    void twoInputs() {
        TestModel model = TestModel.linear(0, SIZE).input("mask", 1, 1, 8, 8);

        refused(model.write(folder), "one image input expected, the model has 2");
    }

    @Test
    void anInputOfTheWrongRank() {
        TestModel model = new TestModel()
                .input("input", 0, 3 * SIZE * SIZE)
                .constant("shape", -1, 3, SIZE, SIZE)
                .node("Reshape", "image", "input shape")
                .random("stem.weight", TestModel.CHANNELS, 3, 1, 1)
                .node("Conv", "features", "image stem.weight")
                .linearHead()
                .output("logits", 0, TestModel.CLASSES)
                .output("features", 0, TestModel.CHANNELS, SIZE, SIZE);

        refused(model.write(folder), "an input of rank 4, [n, 3, h, w] or [n, h, w, 3], expected");
    }

    @Test
    void fourInputChannels() {
        TestModel model = new TestModel()
                .input("input", 0, 4, SIZE, SIZE)
                .random("stem.weight", TestModel.CHANNELS, 4, 1, 1)
                .node("Conv", "features", "input stem.weight")
                .linearHead()
                .output("logits", 0, TestModel.CLASSES)
                .output("features", 0, TestModel.CHANNELS, SIZE, SIZE);

        refused(model.write(folder), "1 or 3 input channels expected");
    }

    @Test
    void featuresThatAreNotTheHeadsInput() {
        TestModel model = TestModel.body(0, SIZE)
                .linearHead()
                .output("logits", 0, TestModel.CLASSES)
                .output("stem", 0, TestModel.CHANNELS, SIZE / 2, SIZE / 2);

        assertThatThrownBy(() -> OnnxClassActivationMapper.builder(model.write(folder))
                        .features("stem")
                        .open())
                .isInstanceOf(CamModelException.class)
                .hasMessageContaining("the head's features are the tensor 'features', not 'stem'");
    }

    @Test
    void aHeadOfAKindNotKnown() {
        TestModel model = new TestModel() // no tensor with places but the image
                .input("input", 0, 3, SIZE, SIZE)
                .node("Relu", "positive", "input")
                .node("Flatten", "flat", "positive", TestModel.integer("axis", 1))
                .random("fc.weight", TestModel.CLASSES, 3 * SIZE * SIZE)
                .node("Gemm", "logits", "flat fc.weight", TestModel.integer("transB", 1))
                .output("logits", 0, TestModel.CLASSES);

        refused(model.write(folder), "a global average pool expected before the classifier");
        refused(model.write(folder), "Supported are:");
    }

    @Test
    void aTensorNobodyGives() {
        TestModel model = TestModel.body(0, SIZE)
                .node("GlobalAveragePool", "pooled", "nowhere")
                .node("Flatten", "logits", "pooled")
                .output("logits", 0, TestModel.CLASSES)
                .output("features", 0, TestModel.CHANNELS, SIZE / 2, SIZE / 2);

        refused(model.write(folder), "model.onnx");
    }

    @Test
    void aGraphThatRunsInACircle() {
        TestModel model = TestModel.body(0, SIZE)
                .node("Identity", "logits", "other")
                .node("Identity", "other", "logits")
                .output("logits", 0, TestModel.CLASSES)
                .output("features", 0, TestModel.CHANNELS, SIZE / 2, SIZE / 2);

        refused(model.write(folder), "the graph runs in a circle");
    }

    @Test
    void aModelTheRuntimeRefuses() {
        TestModel model = TestModel.body(0, SIZE)
                .node("NoSuchOperator", "unused", "features")
                .linearHead()
                .output("unused", 0, 1)
                .output("logits", 0, TestModel.CLASSES)
                .output("features", 0, TestModel.CHANNELS, SIZE / 2, SIZE / 2);

        refused(model.write(folder), "cannot be opened by ONNX Runtime");
    }

    @Test
    void labelsThatAreTooFew() {
        Path model = TestModel.linear(0, SIZE).write(folder);

        assertThatThrownBy(() -> OnnxClassActivationMapper.builder(model)
                        .labels(Labels.of(List.of("a", "b")))
                        .open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the model has 6 classes, the labels are 2");
    }

    @Test
    void aRecipeThatDisagrees() {
        Path model = TestModel.linear(0, SIZE).write(folder);

        assertThatThrownBy(() -> OnnxClassActivationMapper.builder(model)
                        .preprocessing(Preprocessing.builder(64, 64).build())
                        .open())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 × 32")
                .hasMessageContaining("64 × 64");
    }

    @Test
    void weightsThatGiveInfiniteScores() {
        float[] huge = new float[TestModel.CLASSES * TestModel.CHANNELS];
        Arrays.fill(huge, 3e38f);
        TestModel model = TestModel.body(0, SIZE)
                .node("GlobalAveragePool", "pooled", "features")
                .node("Flatten", "flat", "pooled")
                .constant("fc.weight", huge, TestModel.CHANNELS, TestModel.CLASSES)
                .node("MatMul", "logits", "flat fc.weight")
                .output("logits", 0, TestModel.CLASSES)
                .output("features", 0, TestModel.CHANNELS, SIZE / 2, SIZE / 2);

        try (var mapper = OnnxClassActivationMapper.builder(model.write(folder))
                .preprocessing(Preprocessing.builder(SIZE, SIZE).build())
                .open()) {
            assertThatThrownBy(() -> mapper.explain(OnnxClassActivationMapperTest.image(1), 1))
                    .isInstanceOf(NonFiniteScoresException.class)
                    .hasMessageContaining("finite logits expected, got Infinity");
        }
    }

    @Test
    void noRandomByteFlipHangsOrCrashes() throws IOException {
        byte[] whole = TestModel.linear(0, 8).bytes();
        var random = new SplittableRandom(7);
        Path file = folder.resolve("flipped.onnx");
        for (int i = 0; i < 10_000; i++) {
            byte[] damaged = whole.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, damaged);
            try (var mapper = OnnxClassActivationMapper.open(file)) {
                mapper.explain(OnnxClassActivationMapperTest.image(1), 1);
            } catch (CamModelException expected) {
                // refused as the caller is told
            }
        }
    }

    @Test
    void aHostileNameIsOnlyText() throws IOException {
        Path file = Files.write(folder.resolve("%s{0}${jndi}.onnx"), "no model".getBytes(StandardCharsets.UTF_8));

        refused(file, "%s{0}${jndi}.onnx");
    }

    private static void refused(Path model, String message) {
        assertThatThrownBy(() -> OnnxClassActivationMapper.open(model).close())
                .isInstanceOf(CamModelException.class)
                .hasMessageContaining(message);
    }
}
