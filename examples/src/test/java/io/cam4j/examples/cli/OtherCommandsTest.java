package io.cam4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.cam4j.onnx.TestModel;
import io.cam4j.render.files.ImageFiles;
import io.cam4j.testing.Fork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherCommandsTest {
    @TempDir
    private Path folder;

    @Test
    void inspectPrintsInputsOutputsAndTheHead() throws IOException {
        Workplace place = Workplace.in(folder);

        CamRun run = CamRun.of("inspect", place.model());

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("model shapes.onnx", "head gap-linear", "tap features")
                .anyMatch(line -> line.startsWith("input input: float ["))
                .anyMatch(line -> line.startsWith("output logits: float ["))
                .anyMatch(line -> line.startsWith("output features: float ["))
                .anyMatch(line -> line.startsWith("matched Gemm"));
    }

    @Test
    void methodsListsThemWithHeadsCostAndPaper() {
        CamRun run = CamRun.of("methods");

        assertThat(run.status()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().map(line -> line.replaceAll(" {2,}", " | ")))
                .startsWith("METHOD | HEADS | COST | PAPER")
                .contains("cam | any pooled head | one row of the product a class | Zhou et al., CVPR 2016")
                .contains(
                        "ablation-cam | linear heads, else by trials | one row of the product a class | Desai and Ramaswamy, WACV 2020")
                .contains("eigen-cam | any head | an eigenvector an image | Muhammad and Yeasin, IJCNN 2020");
    }

    @Test
    void inspectPrintsTheSameAsJson() throws IOException {
        Workplace place = Workplace.in(folder);

        CamRun run = CamRun.of("inspect", "--json", place.model());

        JsonObject json = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(run.status()).isZero();
        assertThat(json.keySet())
                .containsExactly(
                        "model",
                        "producer",
                        "opset",
                        "nodes",
                        "inputs",
                        "outputs",
                        "head",
                        "weightsStored",
                        "reason",
                        "matched",
                        "rejected",
                        "problem");
        assertThat(json.getAsJsonObject("head").get("tap").getAsString()).isEqualTo("features");
        assertThat(json.getAsJsonArray("inputs")
                        .get(0)
                        .getAsJsonObject()
                        .get("name")
                        .getAsString())
                .isEqualTo("input");
    }

    @Test
    void inspectSaysWhyAModelCannotBeExplained() throws IOException {
        Path model = Files.write(
                folder.resolve("m.onnx"),
                new TestModel() // no tensor with places but the image
                        .input("input", 0, 3, 8, 8)
                        .node("Relu", "positive", "input")
                        .node("Flatten", "flat", "positive")
                        .random("w", 192, 6)
                        .node("MatMul", "logits", "flat w")
                        .output("logits", 0, 6)
                        .bytes());

        CamRun run = CamRun.of("inspect", model);

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.err()).contains("a global average pool expected before the classifier");
        assertThat(run.out()).contains("logits: float");
    }

    @Test
    void inspectListsLayersWithShapeDepthAndStride() throws IOException {
        Path model =
                Files.write(folder.resolve("m.onnx"), TestModel.linear(0, 8).bytes());

        CamRun run = CamRun.of("inspect", "--layers", model);
        CamRun json = CamRun.of("inspect", "--layers", "--json", model);

        assertThat(run.status()).isZero();
        assertThat(run.out().lines().map(line -> line.strip().replaceAll(" {2,}", " | ")))
                .containsExactly(
                        "LAYER | C x H x W | DEPTH | STRIDE",
                        "stem | 4 x 4 x 4 | 1 | 2",
                        "features | 4 x 4 x 4 | 1 | 2 | the head's");
        JsonObject features =
                JsonParser.parseString(json.out()).getAsJsonArray().get(1).getAsJsonObject();
        assertThat(features.keySet())
                .containsExactly("name", "tensor", "channels", "height", "width", "depth", "stride", "head");
        assertThat(features.get("head").getAsBoolean()).isTrue();
    }

    @Test
    void theDemoWritesItsPicturesAndMayBeRunAgain() throws IOException {
        Path out = folder.resolve("demo");

        CamRun first = CamRun.of("demo", "--out", out);
        CamRun second = CamRun.of("demo", "--out", out);

        assertThat(first.err()).isEmpty();
        assertThat(first.status()).isZero();
        assertThat(second.status()).isZero();
        assertThat(Workplace.names(out)).contains("report.html", "scene-1", "scene-1.png", "scene-1-sheet.png");
        assertThat(Workplace.names(out.resolve("scene-1"))).contains("overlay-1.png", "overlay-2.png");
        assertThat(ImageFiles.read(out.resolve("scene-1-sheet.png")).getWidth()).isGreaterThan(500);
        assertThat(first.out()).contains("scene-1: ").contains("report.html");
    }

    @Test
    void helpAndVersionAreNoErrors() {
        assertThat(CamRun.of("--version").out()).startsWith("cam4j ");
        assertThat(CamRun.of("--version").status()).isZero();
        assertThat(CamRun.of("explain", "--help").out()).contains("--model", "--labels", "--preprocess", "--force");
        assertThat(CamRun.of("--help").out()).contains("explain", "inspect", "demo");
    }

    @Test
    void standardErrorIsQuietInAProcessOfItsOwn() throws IOException {
        Workplace place = Workplace.in(folder);

        Fork.Result run = Fork.java(
                Cam.class,
                quietFlags(),
                "explain",
                "--model",
                place.model().toString(),
                "--out",
                place.out().toString(),
                place.picture().toString());

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("scene.png -> ");
    }

    /** What the runnable jar's manifest grants, and from JDK 24 on the flag the README names. */
    private static List<String> quietFlags() {
        return Runtime.version().feature() < 24
                ? List.of()
                : List.of("--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow");
    }
}
