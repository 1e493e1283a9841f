package io.cam4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.cam4j.examples.demo.DemoModel;
import io.cam4j.render.files.ImageFiles;
import io.cam4j.testing.Npy;
import io.cam4j.testing.TestPictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {
    @TempDir
    private Path folder;

    private Workplace place = new Workplace(Path.of(""));

    @BeforeEach
    void setUp() throws IOException {
        place = Workplace.in(folder);
    }

    @Test
    void onePictureGetsAFolderWithAllThatIsPromised() throws IOException {
        CamRun run = explain("--labels", place.labels(), "--top", 2, place.picture());

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(Workplace.names(place.out().resolve("scene")))
                .containsExactly(
                        "explanation.json",
                        "heatmap-1.png",
                        "heatmap-2.png",
                        "logits.npy",
                        "maps.npy",
                        "overlay-1.png",
                        "overlay-2.png");
        BufferedImage photo = ImageFiles.read(place.picture());
        BufferedImage overlay = ImageFiles.read(place.out().resolve("scene/overlay-1.png"));
        assertThat(List.of(overlay.getWidth(), overlay.getHeight()))
                .isEqualTo(List.of(photo.getWidth(), photo.getHeight()));
        assertThat(Npy.read(place.out().resolve("scene/logits.npy")).shape()).containsExactly(classes());
        assertThat(Npy.read(place.out().resolve("scene/maps.npy")).shape()).containsExactly(2, 16, 16);
        assertThat(run.out()).contains("scene.png -> ").contains("  1. ").contains("  2. ");
    }

    @Test
    void allClassesAboveAThresholdAreExplainedWhichMayBeNone() throws IOException {
        Path page = folder.resolve("page.html");

        CamRun all = explain("--above", 0, place.picture());
        CamRun none = explain("--force", "--above", 1, "--report", page, place.picture());

        assertThat(all.status()).isZero();
        assertThat(all.out()).contains("  %d. ".formatted(classes()));
        assertThat(none.err()).isEmpty();
        assertThat(none.status()).isZero();
        assertThat(none.out()).contains("  no class is above the threshold");
        assertThat(json("scene").getAsJsonArray("activations")).isEmpty();
        assertThat(Workplace.names(place.out().resolve("scene"))).doesNotContain("overlay-1.png");
        assertThat(page).exists();
    }

    @Test
    void mapsOfSeveralLayersAreFusedAndStandSideBySideOnTheSheet() throws IOException {
        CamRun mean =
                explain("--top", 2, "--method", "layer-cam", "--layer", "blocks.3,blocks", "--sheet", place.picture());

        assertThat(mean.err()).isEmpty();
        assertThat(mean.status()).isZero();
        assertThat(Npy.read(place.out().resolve("scene/maps.npy")).shape()).containsExactly(2, 128, 128);
        assertThat(json("scene").getAsJsonArray("layers"))
                .extracting(JsonElement::getAsString)
                .containsExactly("blocks.3", "blocks");
        assertThat(json("scene")
                        .getAsJsonArray("activations")
                        .get(0)
                        .getAsJsonObject()
                        .get("completenessError"))
                .isEqualTo(JsonNull.INSTANCE);
        BufferedImage sheet = ImageFiles.read(place.out().resolve("scene/sheet.png"));
        assertThat(sheet.getWidth()).isGreaterThan(4 * 120); // photo, both fused, each layer
        assertThat(sheet.getHeight()).isGreaterThan(2 * 120); // a row a class

        CamRun max = explain("--force", "--layer", "blocks.3,blocks", "--fuse", "max", place.picture());

        assertThat(max.status()).isZero();
        assertThat(json("scene").get("method").getAsString()).isEqualTo("grad-cam");
        assertThat(json("scene").get("choice").getAsString()).startsWith("no class activation map, for ");
        assertThat(Npy.read(place.out().resolve("scene/maps.npy")).shape()).containsExactly(5, 16, 16);
    }

    @Test
    void eachLayersOwnMapsAreWrittenWhereAskedFor() throws IOException {
        CamRun run = explain(
                "--top", 1, "--method", "layer-cam,fem", "--layer", "blocks.3,blocks", "--each-layer", place.picture());

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        Path result = place.out().resolve("scene");
        List<String> names = Workplace.names(result);
        for (String whose : List.of("", "-fem", "@blocks.3", "-fem@blocks.3", "@blocks", "-fem@blocks")) {
            assertThat(names)
                    .contains("maps" + whose + ".npy", "heatmap" + whose + "-1.png", "overlay" + whose + "-1.png");
        }
        assertThat(names).hasSize(2 + 6 * 3);

        assertThat(explain("--force", "--top", 1, "--method", "layer-cam,fem", "--layer", "blocks.3", place.picture())
                        .status())
                .isZero();
        assertThat(Npy.read(result.resolve("maps.npy")).floats())
                .as("of one layer the map is its own")
                .hasSize(16 * 16);
        assertThat(Workplace.names(result)).hasSize(2 + 2 * 3);
    }

    @Test
    void severalMethodsAreWrittenSideBySideTheFirstUnderThePlainNames() throws IOException {
        assertThat(explain("--top", 1, place.picture()).status()).isZero();
        float[] cam = Npy.read(place.out().resolve("scene/maps.npy")).floats();

        CamRun run =
                explain("--force", "--top", 1, "--method", "layer-cam,cam", "--method", "grad-cam++", place.picture());

        assertThat(run.err()).isEmpty();
        assertThat(Workplace.names(place.out().resolve("scene")))
                .contains(
                        "heatmap-1.png",
                        "heatmap-cam-1.png",
                        "heatmap-grad-cam++-1.png",
                        "maps.npy",
                        "maps-cam.npy",
                        "maps-grad-cam++.npy",
                        "overlay-1.png",
                        "overlay-cam-1.png",
                        "overlay-grad-cam++-1.png");
        assertThat(json("scene").getAsJsonArray("method"))
                .extracting(JsonElement::getAsString)
                .containsExactly("layer-cam", "cam", "grad-cam++");
        assertThat(Npy.read(place.out().resolve("scene/maps-cam.npy")).floats()).isEqualTo(cam);
        assertThat(Npy.read(place.out().resolve("scene/maps.npy")).floats()).isNotEqualTo(cam);

        assertThat(explain("--force", "--top", 1, "--method", "fem", place.picture())
                        .status())
                .isZero();
        assertThat(json("scene").get("method").getAsString()).isEqualTo("fem");
        assertThat(Workplace.names(place.out().resolve("scene"))).hasSize(5); // nothing of the others is left
    }

    @Test
    void picturesLookAsAskedFor() throws IOException {
        assertThat(explain("--top", 1, place.picture()).status()).isZero();
        BufferedImage usual = ImageFiles.read(place.out().resolve("scene/overlay-1.png"));

        CamRun run = explain(
                "--force",
                "--top",
                1,
                "--colormap",
                "viridis",
                "--opacity",
                0.6,
                "--fade",
                "--threshold",
                0.2,
                "--contours",
                "0.5,0.8",
                "--box",
                0.5,
                "--legend",
                "--caption",
                "--sheet",
                place.picture());

        assertThat(run.err()).isEmpty();
        BufferedImage marked = ImageFiles.read(place.out().resolve("scene/overlay-1.png"));
        assertThat(TestPictures.pixels(marked))
                .hasSameSizeAs(TestPictures.pixels(usual))
                .isNotEqualTo(TestPictures.pixels(usual));
        assertThat(Workplace.names(place.out().resolve("scene")))
                .contains("sheet.png")
                .hasSize(6);
        assertThat(json("scene").getAsJsonArray("activations")).hasSize(1);
    }

    @Test
    void fiveClassesAreExplainedUnlessSaidOtherwiseAndWithoutLabelsTheyHaveNumbers() throws IOException {
        CamRun run = explain(place.picture());

        assertThat(run.status()).isZero();
        assertThat(activations("scene")).hasSize(5);
        assertThat(activations("scene").get(0).getAsJsonObject().get("label").isJsonNull())
                .isTrue();
        assertThat(run.out()).contains("  1. class ");
    }

    @Test
    void classesComeInTheOrderGivenByIndexLabelOrSynonym() throws IOException {
        List<String> names = DemoModel.labels().names();
        Path labels = place.text("synonyms.txt", String.join("\n", names).replace(names.get(3), "shape three, third"));

        CamRun run = explain(
                "--labels",
                labels,
                "--classes",
                "third",
                "--classes",
                "5",
                "--classes",
                names.get(0).toUpperCase(java.util.Locale.ROOT),
                place.picture());

        assertThat(run.err()).isEmpty();
        assertThat(indices("scene")).containsExactly(3, 5, 0);
    }

    @Test
    void aFolderIsExplainedInTheOrderOfNamesWithoutItsSubfolders() throws IOException {
        place.picture("photos/b.PNG");
        place.picture("photos/a.png");
        place.picture("photos/deeper/c.png");
        Files.writeString(folder.resolve("photos/notes.txt"), "no picture");

        CamRun run = explain(folder.resolve("photos"));

        assertThat(run.status()).isZero();
        assertThat(Workplace.names(place.out())).containsExactly("a", "b");
        assertThat(run.out().indexOf("a.png")).isLessThan(run.out().indexOf("b.PNG"));
    }

    @Test
    void picturesThatShareAStemAreToldApartByTheirWholeNames() throws IOException {
        Path png = place.picture("dog.png");
        Path jpg = folder.resolve("dog.jpg");
        ImageFiles.write(ImageFiles.read(png), jpg);
        Path odd = folder.resolve("dog.jpg.png");
        ImageFiles.write(ImageFiles.read(png), odd);

        assertThat(explain(png, jpg, odd, place.picture()).status()).isZero();

        assertThat(Workplace.names(place.out())).containsExactly("dog.jpg", "dog.jpg.png", "dog.png", "scene");
    }

    @Test
    void aPictureGivenTwiceIsExplainedOnce() {
        CamRun run = explain(place.picture(), folder.resolve(".").resolve("scene.png"));

        assertThat(run.status()).isZero();
        assertThat(run.out()).containsOnlyOnce("scene.png -> ");
    }

    @Test
    void twoFilesOfOneNameNeedRunsOfTheirOwn() throws IOException {
        CamRun run = explain(place.picture("a/dog.png"), place.picture("b/dog.png"));

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("pictures of different names expected").contains("dog.png");
        assertThat(place.out()).doesNotExist();
    }

    @Test
    void aBadPictureIsNamedAndStopsNoneOfTheOthers() throws IOException {
        Path text = place.text("text.png", "no picture");
        Path missing = folder.resolve("missing.png");
        Path empty = Files.createFile(folder.resolve("empty.jpg"));

        CamRun run = explain(text, missing, empty, place.picture());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("cam: " + text + ": a picture expected, the content is of no known"))
                .anyMatch(line -> line.equals("cam: " + missing + ": a picture expected, there is no such file"))
                .anyMatch(line -> line.equals("cam: " + empty + ": a picture expected, the file is empty"));
        assertThat(Workplace.names(place.out())).containsExactly("scene");
    }

    @Test
    void anExistingResultIsKeptUnlessForced() throws IOException {
        Path result = Files.createDirectories(place.out().resolve("scene"));
        Files.writeString(result.resolve("explanation.json"), "old");

        CamRun refused = explain(place.picture());

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualToIgnoringNewLines("cam: %s exists already; give --force to replace it, or choose another --out"
                        .formatted(result));
        assertThat(Files.readString(result.resolve("explanation.json"))).isEqualTo("old");

        assertThat(explain("--force", place.picture()).status()).isZero();
        assertThat(activations("scene")).hasSize(5);
    }

    @Test
    void theOriginalPresetIsNamedInTheJson() throws IOException {
        assertThat(explain("--preset", "original", place.picture()).status()).isZero();

        assertThat(json("scene").get("preset").getAsString()).isEqualTo("original");
    }

    @Test
    void aRecipeInAFileIsUsed() throws IOException {
        Path recipe = place.text(
                "recipe.json",
                "{\"width\": 128, \"height\": 128, \"resize\": \"crop\", \"shorterSide\": 160, \"scale\": 0.01}");

        assertThat(explain("--preprocess", recipe, place.picture()).status()).isZero();

        assertThat(json("scene").getAsJsonObject("preprocessing").get("resize").getAsString())
                .isEqualTo("crop");
    }

    @Test
    void presetsTakeTheModelsSize() throws IOException {
        for (String preset : List.of("imagenet", "tf", "caffe")) {
            assertThat(explain("--force", "--preprocess", preset, place.picture())
                            .status())
                    .isZero();
            assertThat(json("scene")
                            .getAsJsonObject("preprocessing")
                            .get("width")
                            .getAsInt())
                    .isEqualTo(128);
        }
    }

    @Test
    void namesThatWouldLeaveTheFolderOrFoolTheTerminalDoNot() throws IOException {
        Path dots = place.picture("...png");
        Path colored = place.picture("\u001b[31mred.png");
        Path eightBit = place.picture("\u009b31mblue.png");

        CamRun run = explain(dots, colored, eightBit);

        assertThat(run.status()).isZero();
        assertThat(Workplace.names(place.out())).containsExactly("\u001b[31mred", "...png", "\u009b31mblue");
        assertThat(run.out()).doesNotContain("\u001b", "\u009b").contains("?[31mred.png");
    }

    @Test
    void aPictureCalledAtIsAPictureAndNoListOfOptions() throws IOException {
        Path at = Files.copy(place.picture(), folder.resolve("@scene.png"));
        Files.writeString(folder.resolve("scene.png.txt"), "--force");

        CamRun run = explain(at);

        assertThat(run.status()).isZero();
        assertThat(Workplace.names(place.out())).containsExactly("@scene");
        assertThat(CamRun.of("explain", "@" + place.labels()).err()).contains("Missing required");
    }

    @Test
    void stemsThatDifferInCaseAreToldApart() throws IOException {
        Path upper = place.picture("DOG.png");
        Path lower = folder.resolve("dog.jpg");
        ImageFiles.write(ImageFiles.read(upper), lower);

        assertThat(explain(upper, lower).status()).isZero();

        assertThat(Workplace.names(place.out())).containsExactly("DOG.png", "dog.jpg");
    }

    @Test
    void aPathThroughALinkedFolderIsFollowedAsGiven() throws IOException {
        Files.createDirectories(folder.resolve("a/b"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("a/b"));
        Path there = Files.copy(place.picture(), folder.resolve("a/there.png"));

        assertThat(there).exists();
        assertThat(explain(folder.resolve("link").resolve("..").resolve("there.png"))
                        .status())
                .isZero();
    }

    @Test
    void aPictureTheDecoderTakesButNobodyCanMapDoesNotStopTheOthers() throws IOException {
        Path tall = folder.resolve("tall.png");
        ImageFiles.write(new BufferedImage(1, 300_000, BufferedImage.TYPE_BYTE_GRAY), tall);

        CamRun run = explain("--top", 1, tall, place.picture());

        assertThat(run.err()).isEmpty();
        assertThat(Workplace.names(place.out())).containsExactly("scene", "tall");
    }

    @Test
    void threadsAndTheCpuMayBeNamed() {
        assertThat(explain("--threads", 1, "--provider", "cpu", place.picture()).status())
                .isZero();
    }

    @Test
    void timingsSayWhenARunGotHowFar() {
        CamRun run = explain("--timings", place.picture());

        assertThat(run.status()).isZero();
        assertThat(run.err().lines())
                .allMatch(line -> line.matches(" +\\d+\\.\\d{3} s  .+"))
                .anyMatch(line -> line.endsWith("command line read"))
                .anyMatch(line -> line.endsWith("model opened"))
                .anyMatch(line -> line.endsWith("first image explained"))
                .anyMatch(line -> line.endsWith("done"));
    }

    private CamRun explain(Object... arguments) {
        Object[] all = new Object[arguments.length + 5];
        System.arraycopy(new Object[] {"explain", "--model", place.model(), "--out", place.out()}, 0, all, 0, 5);
        System.arraycopy(arguments, 0, all, 5, arguments.length);
        return CamRun.of(all);
    }

    private JsonObject json(String result) throws IOException {
        return JsonParser.parseString(
                        Files.readString(place.out().resolve(result).resolve("explanation.json")))
                .getAsJsonObject();
    }

    private JsonArray activations(String result) throws IOException {
        return json(result).getAsJsonArray("activations");
    }

    private List<Integer> indices(String result) throws IOException {
        return activations(result).asList().stream()
                .map(activation -> activation.getAsJsonObject().get("index").getAsInt())
                .toList();
    }

    private static int classes() {
        return DemoModel.labels().size();
    }
}
