package io.cam4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.onnx.TestModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a user may get wrong: each time one line says what, and the status tells a script. */
class MistakesTest {
    @TempDir
    private Path folder;

    private Workplace place = new Workplace(Path.of(""));

    @BeforeEach
    void setUp() throws IOException {
        place = Workplace.in(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --top 0               | --top: 1 to 8 classes expected, got 0
            --top 9               | --top: 1 to 8 classes expected, got 9
            --top x               | Invalid value for option '--top'
            --top 1 --classes 1   | mutually exclusive
            --top 1 --above 0.5   | mutually exclusive
            --above 2             | --above: a threshold from 0 to 1 expected, got 2.0
            --above x             | Invalid value for option '--above'
            --classes 8           | --classes: an index from 0 to 7 expected, got 8
            --classes -1          | --classes: an index from 0 to 7 expected, got -1
            --classes 99999999999 | --classes: an index from 0 to 7 expected, got 99999999999
            --classes zebra       | --classes: 'zebra' is no index; give the classes' names with --labels
            --method grad         | --method: one of the methods auto, cam, grad-cam, hires-cam, xgrad-cam,
            --method cam,,fem     | rise expected, got ''
            --method auto,fem     | auto stands by itself, got [auto, fem]
            --layer nowhere       | --method, --layer: no layer is called 'nowhere'
            --layer stem,stem     | no layer is called 'stem'
            --each-layer          | --each-layer: two or more layers expected in --layer, got []
            --each-layer --layer blocks,blocks | --each-layer: two or more layers expected in --layer, got [blocks, blocks]
            --preset pretty       | --preset: one of min-max, original, signed, pytorch-grad-cam, torch-cam, wsol expected, got 'pretty'
            --colormap rainbow    | --colormap: a color map expected, one of [jet,
            --opacity 2           | --opacity: a number from 0 to 1 expected, got 2.0
            --threshold x         | Invalid value for option '--threshold'
            --contours 0.5,1.5    | --contours: a number from 0 to 1 expected, got 1.5
            --box -1              | --box: a number from 0 to 1 expected, got -1.0
            --preprocess keras    | --preprocess: imagenet, tf, caffe or the name of a .json file expected, got 'keras'
            --preprocess no.json  | --preprocess no.json: there is no such file
            --labels no.txt       | --labels no.txt: there is no such file
            --threads 0           | --threads: 1 or more expected, got 0
            --provider tpu        | Invalid value for option '--provider'
            --verbose             | Unknown option: '--verbose'
            """)
    void badOptionsAreUsageErrors(String options, String message) {
        CamRun run = explain(place.picture(), options.strip().split(" ", -1));

        assertRefused(run, 2, message);
        assertThat(place.out()).doesNotExist();
    }

    @Test
    void cudaWithoutItsArtifactIsAUsageErrorThatNamesWhatIsMissing() {
        assertRefused(explain(place.picture(), "--provider", "cuda"), 2, "onnxruntime_gpu");
    }

    @Test
    void labelsThatNameSeveralClassesAreListed() throws IOException {
        Path labels = place.text("l.txt", "crane, bird\ncrane, machine\nc\nd\ne\nf\ng\nh\n");

        CamRun several = explain(place.picture(), "--labels", labels.toString(), "--classes", "crane");
        CamRun none = explain(place.picture(), "--labels", labels.toString(), "--classes", "machin");

        assertRefused(
                several,
                2,
                "--classes: 'crane' names 2 classes, give the index of one: 0 (crane, bird), 1 (crane, machine)");
        assertRefused(none, 2, "--classes: no class is called 'machin'; did you mean one of these: 1 (crane, machine)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a                         | one label a class expected: the model has 8 classes, the labels are 1
            1\\n2\\n3\\n4\\n5\\n6\\n7\\n8\\n9 | one label a class expected: the model has 8 classes, the labels are 9
            {'0': 'a', '2': 'b'}      | the labels' keys should be the numbers 0 to 1, got '2'
            ['a', 2]                  | a label should be a text, got 2
            {                         | JSON expected
            ''                        | one or more labels expected, got none
            """, quoteCharacter = '`')
    void badLabelsAreUsageErrors(String content, String message) throws IOException {
        String text = content.equals("''") ? "" : content.replace("\\n", "\n").replace('\'', '"');
        Path labels = place.text("labels", text);

        assertRefused(explain(place.picture(), "--labels", labels.toString()), 2, message.replace("`", ""));
    }

    @Test
    void labelsInAnotherEncodingAreUsageErrors() throws IOException {
        Path labels = Files.write(folder.resolve("latin.txt"), new byte[] {(byte) 0xe9, '\n'});

        assertRefused(explain(place.picture(), "--labels", labels.toString()), 2, "text in UTF-8 expected");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                  | JSON expected
            []                                 | a JSON object expected as the preprocessing recipe
            {'width': 128}                     | has no 'height'
            {'width': 64, 'height': 64}        | a recipe that suits the model expected
            {'width': 128, 'height': 128, 'mean': [1, 2]} | mean: 3 values expected
            """, quoteCharacter = '`')
    void badRecipesAreUsageErrors(String content, String message) throws IOException {
        Path recipe = place.text("recipe.json", content.replace('\'', '"'));

        assertRefused(explain(place.picture(), "--preprocess", recipe.toString()), 2, message);
    }

    @Test
    void modelsThatCannotBeUsedHaveAStatusOfTheirOwn() throws IOException {
        byte[] whole = Files.readAllBytes(place.model());

        assertBadModel(folder.resolve("missing.onnx"), "does not exist; an ONNX model expected");
        assertBadModel(folder, "is not a file; an ONNX model expected");
        assertBadModel(model(new byte[0]), "m.onnx");
        assertBadModel(model(Arrays.copyOf(whole, whole.length / 2)), "m.onnx");
        assertBadModel(model("no model".getBytes(StandardCharsets.UTF_8)), "m.onnx");
        assertBadModel(
                model(TestModel.body(0, 8).output("features", 0, 4, 4, 4).bytes()),
                "the classifier's head is not one this version knows");
        assertBadModel(model(TestModel.linear(0, 8).input("second", 1, 3, 8, 8).bytes()), "second");
    }

    private void assertBadModel(Path model, String message) {
        CamRun run = CamRun.of("explain", "--model", model, "--out", place.out(), place.picture());

        assertRefused(run, 3, message);
        assertThat(run.err()).contains(String.valueOf(model.getFileName()));
        assertThat(place.out()).doesNotExist();
    }

    private Path model(byte[] content) throws IOException {
        return Files.write(folder.resolve("m.onnx"), content);
    }

    @Test
    void numbersThatAreNoneOnEveryPictureAreTheModelsFault() throws IOException {
        Path broken = model(brokenWeights());

        CamRun run = CamRun.of("explain", "--model", broken, "--out", place.out(), place.picture());

        assertRefused(run, 3, "finite");
        assertThat(run.err()).startsWith("cam: " + place.picture());
    }

    private static byte[] brokenWeights() {
        float[] weights = new float[6 * 4];
        Arrays.fill(weights, Float.NaN);
        return TestModel.body(0, 8)
                .node("GlobalAveragePool", "pooled", "features")
                .node("Flatten", "flat", "pooled")
                .constant("fc.weight", weights, 4, 6)
                .node("MatMul", "logits", "flat fc.weight")
                .output("logits", 0, 6)
                .output("features", 0, 4, 4, 4)
                .bytes();
    }

    @Test
    void featuresThatAreNoNumbersAreTheModelsFaultToo() throws IOException {
        Path model = model(TestModel.body(0, 8)
                .constant("nan", new float[] {Float.NaN}, 1)
                .node("Mul", "tap", "features nan")
                .node("GlobalAveragePool", "pooled", "tap")
                .node("Flatten", "flat", "pooled")
                .random("w", 4, 6)
                .node("MatMul", "logits", "flat w")
                .output("logits", 0, 6)
                .bytes());

        CamRun run = CamRun.of("explain", "--model", model, "--out", place.out(), place.picture());

        assertRefused(run, 3, "finite logits expected, got NaN at index 0");
    }

    @Test
    void picturesThatAreTooMuchOrTooLittleAreNamed() throws IOException {
        byte[] whole = Files.readAllBytes(place.picture());
        Path cut = Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, whole.length / 2));
        Path huge = Files.write(folder.resolve("huge.gif"), gif(60_000, 60_000));
        Path none = Files.write(folder.resolve("none.gif"), gif(0, 0));

        CamRun run = explain(place.picture(), cut.toString(), huge.toString(), none.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains("cut.png: PNG expected to be whole", "huge.gif: at most 100,000,000 pixels expected")
                .contains("none.gif: ")
                .doesNotContain("Exception", "\tat ");
        assertThat(Workplace.names(place.out())).containsExactly("scene");
    }

    /** A GIF that declares a screen and a frame of this size, and ends there. */
    private static byte[] gif(int width, int height) {
        byte[] file = new byte[24];
        System.arraycopy("GIF89a".getBytes(StandardCharsets.US_ASCII), 0, file, 0, 6);
        file[13] = 0x2c;
        for (int at : new int[] {6, 18}) {
            file[at] = (byte) width;
            file[at + 1] = (byte) (width >> 8);
            file[at + 2] = (byte) height;
            file[at + 3] = (byte) (height >> 8);
        }
        file[23] = 0x3b;
        return file;
    }

    @Test
    void inputsOfTheWrongRankOrChannelsAreTheModelsFault() throws IOException {
        assertBadModel(
                model(new TestModel()
                        .input("input", 0, 4, 8, 8)
                        .random("w1", 4, 4, 1, 1)
                        .node("Conv", "features", "input w1")
                        .linearHead()
                        .output("logits", 0, 6)
                        .bytes()),
                "1 or 3 input channels expected");
        assertBadModel(
                model(new TestModel()
                        .input("input", 0, 192)
                        .constant("shape", -1, 3, 8, 8)
                        .node("Reshape", "x", "input shape")
                        .random("w1", 4, 3, 1, 1)
                        .node("Conv", "features", "x w1")
                        .linearHead()
                        .output("logits", 0, 6)
                        .bytes()),
                "an input of rank 4");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsAUsageError() throws IOException {
        Path file = place.text("file", "mine");

        CamRun isFile = CamRun.of("explain", "--model", place.model(), "--out", file, place.picture());
        CamRun belowFile = CamRun.of("explain", "--model", place.model(), "--out", file.resolve("x"), place.picture());
        CamRun resultIsFile = occupied();
        CamRun demo = CamRun.of("demo", "--out", file.resolve("x"));

        assertRefused(isFile, 2, "--out: a folder expected, %s is a file".formatted(file));
        assertRefused(belowFile, 2, "--out: the folder %s cannot be made".formatted(file.resolve("x")));
        assertRefused(resultIsFile, 2, "is a file where a folder for the results is to be");
        assertRefused(demo, 2, "--out: ");
        assertThat(Files.readString(file)).isEqualTo("mine");
    }

    private CamRun occupied() throws IOException {
        Files.createDirectories(place.out());
        Files.writeString(place.out().resolve("scene"), "mine");
        return explain(place.picture(), "--force");
    }

    @Test
    void aFolderWithoutPicturesIsAUsageError() throws IOException {
        Path empty = Files.createDirectory(folder.resolve("empty"));

        assertRefused(explain(empty), 2, "the folder %s holds no pictures".formatted(empty));
    }

    @Test
    void whatIsMissingOnTheCommandLineIsNamed() {
        assertRefused(CamRun.of("explain"), 2, "Missing required");
        assertRefused(CamRun.of(), 2, "a command expected: explain, inspect, methods or demo");
        assertRefused(CamRun.of("explode"), 2, "explode");
        assertRefused(CamRun.of("inspect"), 2, "Missing required");
    }

    private CamRun explain(Path picture, String... options) {
        Object[] all = new Object[options.length + 6];
        System.arraycopy(
                new Object[] {"explain", "--model", place.model(), "--out", place.out(), picture}, 0, all, 0, 6);
        System.arraycopy(options, 0, all, 6, options.length);
        return CamRun.of(all);
    }

    private static void assertRefused(CamRun run, int status, String message) {
        assertThat(run.err()).contains(message).startsWith("cam: ").doesNotContain("\tat ", "Exception");
        assertThat(run.status()).isEqualTo(status);
        assertThat(run.out()).isEmpty();
    }
}
