package io.cam4j.render.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.cam4j.ClassActivation;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.LayerFusion;
import io.cam4j.Request;
import io.cam4j.gemm.GemmEngine;
import io.cam4j.heat.HeatPreset;
import io.cam4j.method.CamMethod;
import io.cam4j.method.Methods;
import io.cam4j.method.Target;
import io.cam4j.pixels.SrgbPixels;
import io.cam4j.preprocessing.Preprocessing;
import io.cam4j.render.ColorMap;
import io.cam4j.render.Explained;
import io.cam4j.render.Overlay;
import io.cam4j.render.Sheet;
import io.cam4j.render.files.ImageFiles;
import io.cam4j.testing.FakeLayers;
import io.cam4j.testing.Npy;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplanationWriterTest {
    private static final ExplanationWriter WRITER = ExplanationWriter.of(HeatPreset.MIN_MAX);

    @TempDir
    private Path folder;

    private final BufferedImage photo = Explained.photo(20, 10);
    private final Explanation explanation = Explained.of(photo);

    @Test
    void theFolderHoldsJsonArraysAndTwoPicturesAClass() throws IOException {
        Path result = folder.resolve("deep").resolve("dog");

        WRITER.write(explanation, photo, "dog.jpg", result);

        assertThat(names(result))
                .containsExactlyInAnyOrder(
                        "explanation.json",
                        "logits.npy",
                        "maps.npy",
                        "heatmap-1.png",
                        "heatmap-2.png",
                        "heatmap-3.png",
                        "overlay-1.png",
                        "overlay-2.png",
                        "overlay-3.png");
        assertThat(names(folder.resolve("deep"))).containsExactly("dog");
    }

    @Test
    void theSheetIsThereWhenAskedForAndGoesWithItsResult() throws IOException {
        Path result = folder.resolve("dog");
        ExplanationWriter writer = WRITER.overwriting(true);

        writer.withSheet(true).write(explanation, photo, "dog.jpg", result);
        assertThat(SrgbPixels.of(ImageFiles.read(result.resolve("sheet.png"))))
                .isEqualTo(SrgbPixels.of(Sheet.of(Overlay.jet()).topK(photo, explanation)));

        Explanation several = Explained.of(
                photo, Preprocessing.builder(4, 4).build(), Request.top(2).by(Methods.cam(), Methods.fem()));
        writer.withSheet(true).write(several, photo, "dog.jpg", result);
        assertThat(SrgbPixels.of(ImageFiles.read(result.resolve("sheet.png"))))
                .isEqualTo(SrgbPixels.of(Sheet.of(Overlay.jet()).methods(photo, several)));

        writer.write(explanation, photo, "dog.jpg", result);
        assertThat(names(result)).doesNotContain("sheet.png");
    }

    @Test
    void picturesAreMadeByTheOverlayGiven() throws IOException {
        Overlay overlay =
                Overlay.builder().colors(ColorMap.named("viridis")).opacity(0.8).build();

        ExplanationWriter.of(overlay).write(explanation, photo, "dog.jpg", folder.resolve("dog"));

        assertThat(SrgbPixels.of(ImageFiles.read(folder.resolve("dog/overlay-1.png"))))
                .isEqualTo(SrgbPixels.of(overlay.paint(photo, explanation.top())));
        assertThat(SrgbPixels.of(ImageFiles.read(folder.resolve("dog/heatmap-1.png"))))
                .isEqualTo(SrgbPixels.of(overlay.heatMap(explanation.top())));
    }

    @Test
    void arraysHoldAllLogitsAndTheRawMapsBestFirst() throws IOException {
        WRITER.write(explanation, photo, "dog.jpg", folder.resolve("dog"));

        Npy logits = Npy.read(folder.resolve("dog/logits.npy"));
        Npy maps = Npy.read(folder.resolve("dog/maps.npy"));
        assertThat(logits.shape()).containsExactly(3);
        assertThat(logits.floats()).containsExactly(1f, 0.5f, 0f);
        assertThat(maps.shape()).containsExactly(3, 2, 2);
        assertThat(maps.floats()).containsExactly(2, 0, 2, 0, 0, 1, 0, 1, 0, 0, 0, 0);
    }

    @Test
    void severalMethodsHaveFilesOfTheirOwnTheFirstThePlainNames() throws IOException {
        CamMethod own = Methods.gradCam().withTarget("own-cam", Target.logSoftmax());
        Explanation several = Explained.of(photo, Request.top(1).by(Methods.cam(), own, Methods.fem()));

        WRITER.write(several, photo, "dog.jpg", folder.resolve("dog"));

        assertThat(names(folder.resolve("dog")))
                .containsExactlyInAnyOrder(
                        "explanation.json",
                        "logits.npy",
                        "maps.npy",
                        "maps-own-cam.npy",
                        "maps-fem.npy",
                        "heatmap-1.png",
                        "heatmap-own-cam-1.png",
                        "heatmap-fem-1.png",
                        "overlay-1.png",
                        "overlay-own-cam-1.png",
                        "overlay-fem-1.png");
        assertThat(Npy.read(folder.resolve("dog/maps.npy")).floats()).containsExactly(2, 0, 2, 0);
        assertThat(Npy.read(folder.resolve("dog/maps-own-cam.npy")).floats())
                .containsExactly(several.by("own-cam").top().map().values());
        JsonObject json = JsonParser.parseString(Files.readString(folder.resolve("dog/explanation.json")))
                .getAsJsonObject();
        assertThat(json.get("method")).hasToString("[\"cam\",\"own-cam\",\"fem\"]");
    }

    @Test
    void eachLayerHasFilesOfItsOwnBesideTheFusedOnesWhereAskedFor() throws IOException {
        BufferedImage small = Explained.photo(2, 2);
        Path result = folder.resolve("dog");
        Explanation fused = atLayers(small);

        WRITER.withEachLayer(true).write(fused, small, "dog.jpg", result);

        assertThat(names(result))
                .containsExactlyInAnyOrder(
                        "explanation.json",
                        "logits.npy",
                        "maps.npy",
                        "maps-fem.npy",
                        "maps@early.npy",
                        "maps-fem@early.npy",
                        "maps@late.npy",
                        "maps-fem@late.npy",
                        "heatmap-1.png",
                        "heatmap-fem-1.png",
                        "heatmap@early-1.png",
                        "heatmap-fem@early-1.png",
                        "heatmap@late-1.png",
                        "heatmap-fem@late-1.png",
                        "overlay-1.png",
                        "overlay-fem-1.png",
                        "overlay@early-1.png",
                        "overlay-fem@early-1.png",
                        "overlay@late-1.png",
                        "overlay-fem@late-1.png");
        // of class 0 each gradient is 0.5, counted 4 times: 2 · (0 + 4), …; at late 2 times
        assertThat(Npy.read(result.resolve("maps@early.npy")).floats()).containsExactly(8, 10, 12, 14);
        assertThat(Npy.read(result.resolve("maps@late.npy")).floats()).containsExactly(1, -2);
        assertThat(Npy.read(result.resolve("maps-fem@late.npy")).floats())
                .containsExactly(fused.at("late").by("fem").top().map().values());
        assertThat(Npy.read(result.resolve("maps.npy")).floats())
                .containsExactly(fused.top().map().values());

        WRITER.overwriting(true).write(fused, small, "dog.jpg", result);
        assertThat(names(result)).noneMatch(name -> name.contains("@"));
    }

    private static Explanation atLayers(BufferedImage image) {
        try (ClassActivationMapper mapper = ClassActivationMapper.builder(new FakeLayers(true))
                .preprocessing(Preprocessing.builder(2, 2).build())
                .gemm(GemmEngine.java("for a test"))
                .build()) {
            return mapper.explain(
                    image,
                    Request.classes(List.of(0))
                            .by(Methods.gradCam(), Methods.fem())
                            .at("early", "late")
                            .fused(LayerFusion.MEAN));
        }
    }

    @Test
    void layersGiveFilesNamesThatEveryFileSystemTakesAndNoTwoTheSame() {
        String deep = "/" + "block/".repeat(50) + "Relu";

        assertThat(ResultFiles.ofLayers(
                        List.of("layer4.1", "/layer4/Relu", "Layer4.1", "_layer4 Relu", "a\u0000ü", deep)))
                .containsExactly(
                        "@layer4.1",
                        "@_layer4_Relu",
                        "@Layer4.1_2",
                        "@_layer4_Relu_2",
                        "@a__",
                        "@" + "/block".repeat(50).replace('/', '_').substring(205) + "_Relu");
    }

    @Test
    void replacingLeavesNothingOfEarlierMethods() throws IOException {
        Path result = folder.resolve("dog");
        CamMethod own = Methods.gradCam().withTarget("own-cam", Target.logSoftmax());
        WRITER.write(
                Explained.of(photo, Request.top(1).by(Methods.cam(), own, Methods.fem())), photo, "dog.jpg", result);
        Files.writeString(result.resolve("maps-notes.npy"), "mine");

        WRITER.overwriting(true)
                .write(Explained.of(photo, Request.top(1).by(Methods.cam(), own)), photo, "dog.jpg", result);

        assertThat(names(result))
                .contains("maps-own-cam.npy", "maps-notes.npy")
                .doesNotContain("maps-fem.npy", "heatmap-fem-1.png", "overlay-fem-1.png");
    }

    @Test
    void noClassAboveAThresholdIsAResultToo() throws IOException {
        WRITER.write(Explained.of(photo, Request.above(0.9)), photo, "dog.jpg", folder.resolve("dog"));

        assertThat(names(folder.resolve("dog")))
                .containsExactlyInAnyOrder("explanation.json", "logits.npy", "maps.npy");
        assertThat(Npy.read(folder.resolve("dog/maps.npy")).shape()).containsExactly(0, 0, 0);
    }

    @Test
    void picturesAreTheOverlaysOfTheClasses() throws IOException {
        WRITER.write(explanation, photo, "dog.jpg", folder.resolve("dog"));

        ClassActivation second = explanation.activations().get(1);
        assertThat(pixels("dog/overlay-2.png"))
                .isEqualTo(SrgbPixels.of(Overlay.jet().paint(photo, second)));
        assertThat(pixels("dog/heatmap-2.png"))
                .isEqualTo(SrgbPixels.of(Overlay.jet().heatMap(second)));
    }

    @Test
    void theJsonHasItsKeysInTheOrderPromised() throws IOException {
        WRITER.write(explanation, photo, "dog \"1\".jpg", folder.resolve("dog"));

        JsonObject json = json("dog");
        assertThat(json.keySet())
                .containsExactly(
                        "image", "model", "preprocessing", "method", "preset", "head", "engine", "activations");
        assertThat(json.get("image").getAsString()).isEqualTo("dog \"1\".jpg");
        assertThat(json.get("model")).isEqualTo(parsed("{'file': 'fake.onnx', 'sha256': '" + "0".repeat(64) + "'}"));
        assertThat(Preprocessing.fromJson(json.get("preprocessing").toString()))
                .isEqualTo(explanation.provenance().preprocessing());
        assertThat(json.get("method").getAsString()).isEqualTo("cam");
        assertThat(json.get("preset").isJsonNull()).isTrue();
        assertThat(json.get("head"))
                .isEqualTo(
                        parsed(
                                "{'kind': 'gap-linear', 'tap': 'features', 'weights': 'fc.weight', 'channels': 2, 'classes': 3, 'activation': 'none', 'scores': 'softmax'}"));
        assertThat(json.get("engine"))
                .isEqualTo(
                        parsed("{'network': 'fake 1.0', 'provider': 'none', 'gemm': 'java', 'reason': 'for a test'}"));
        JsonObject first = json.getAsJsonArray("activations").get(0).getAsJsonObject();
        assertThat(first.keySet())
                .containsExactly(
                        "rank",
                        "index",
                        "label",
                        "logit",
                        "probability",
                        "completenessError",
                        "map",
                        "heatmap",
                        "overlay");
        assertThat(first.get("label").getAsString()).isEqualTo("left, the left side");
        assertThat(first.get("map"))
                .isEqualTo(parsed("{'height': 2, 'width': 2, 'min': 0.0, 'max': 2.0, 'mean': 1.0, 'flat': false}"));
        assertThat(first.get("overlay").getAsString()).isEqualTo("overlay-1.png");
        assertThat(first.get("heatmap").getAsString()).isEqualTo("heatmap-1.png");
    }

    @Test
    void thePresetIsNamed() throws IOException {
        ExplanationWriter.of(HeatPreset.ORIGINAL).write(explanation, photo, "dog.jpg", folder.resolve("dog"));

        assertThat(json("dog").get("preset").getAsString()).isEqualTo("original");
    }

    @Test
    void anExistingResultIsLeftAloneUnlessAskedFor() throws IOException {
        Path result = Files.createDirectory(folder.resolve("dog"));
        Files.writeString(result.resolve("explanation.json"), "old");

        assertThatThrownBy(() -> WRITER.write(explanation, photo, "dog.jpg", result))
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageStartingWith(result + ": exists already; choose another place");
        assertThatThrownBy(() -> WRITER.check(result)).isInstanceOf(FileAlreadyExistsException.class);

        assertThat(Files.readString(result.resolve("explanation.json"))).isEqualTo("old");
        assertThat(names(folder)).containsExactly("dog");
    }

    @Test
    void overwritingLeavesNothingOfTheEarlierResultAndNothingElseIsTouched() throws IOException {
        Path result = Files.createDirectory(folder.resolve("dog"));
        for (String name : List.of("explanation.json", "overlay-9.png", "maps-mine.npy", "overlay-mine-1.png")) {
            Files.writeString(result.resolve(name), "old");
        }

        WRITER.overwriting(true).write(explanation, photo, "dog.jpg", result);

        assertThat(names(result))
                .hasSize(11)
                .contains("maps-mine.npy", "overlay-mine-1.png", "explanation.json", "overlay-3.png")
                .doesNotContain("overlay-9.png");
        assertThat(json("dog").get("image").getAsString()).isEqualTo("dog.jpg");
        assertThat(names(folder)).containsExactly("dog");
    }

    @Test
    void aResultThatCannotBePutInPlaceLeavesTheEarlierOne() throws IOException {
        Path result = Files.createDirectory(folder.resolve("dog"));
        Files.writeString(result.resolve("explanation.json"), "old");
        Files.createDirectory(result.resolve("overlay-2.png")); // somebody's folder in the way

        assertThatThrownBy(() -> WRITER.overwriting(true).write(explanation, photo, "dog.jpg", result))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(result + " keeps its earlier result, the new one cannot be put there");

        assertThat(Files.readString(result.resolve("explanation.json"))).isEqualTo("old");
        assertThat(names(result)).containsExactlyInAnyOrder("explanation.json", "overlay-2.png");
        assertThat(names(folder)).containsExactly("dog");
    }

    @Test
    void digitsInFilesAreTheSameInEveryLocale() throws IOException {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            WRITER.write(explanation, photo, "dog.jpg", folder.resolve("dog"));
        } finally {
            Locale.setDefault(before);
        }

        assertThat(names(folder.resolve("dog"))).contains("heatmap-1.png", "overlay-3.png");
        assertThat(Npy.read(folder.resolve("dog/maps.npy")).shape()).containsExactly(3, 2, 2);
        assertThat(json("dog")
                        .getAsJsonArray("activations")
                        .get(0)
                        .getAsJsonObject()
                        .get("overlay")
                        .getAsString())
                .isEqualTo("overlay-1.png");
    }

    @Test
    void aFileInThePlaceOfTheFolderIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("dog"), "mine");

        assertThatThrownBy(() -> WRITER.overwriting(true).write(explanation, photo, "dog.jpg", file))
                .isInstanceOf(IOException.class)
                .hasMessage(file + " is a file where a folder for the results is to be");
        assertThatThrownBy(() -> WRITER.write(explanation, photo, "dog.jpg", file.resolve("below")))
                .isInstanceOf(IOException.class)
                .hasMessage("the folder %s cannot be made: %s is a file", file, file);

        assertThat(Files.readString(file)).isEqualTo("mine");
    }

    @Test
    void aWriteThatFailsLeavesWhatWasThere() throws IOException {
        Path result = Files.createDirectory(folder.resolve("dog"));
        Files.writeString(result.resolve("explanation.json"), "old");
        BufferedImage another = Explained.photo(10, 20);

        assertThatThrownBy(() -> WRITER.overwriting(true).write(explanation, another, "dog.jpg", result))
                .isInstanceOf(IllegalArgumentException.class);

        assertThat(Files.readString(result.resolve("explanation.json"))).isEqualTo("old");
        assertThat(names(folder)).containsExactly("dog");
    }

    private int[] pixels(String file) throws IOException {
        return SrgbPixels.of(ImageFiles.read(folder.resolve(file)));
    }

    private JsonObject json(String result) throws IOException {
        return JsonParser.parseString(Files.readString(folder.resolve(result).resolve("explanation.json")))
                .getAsJsonObject();
    }

    private static JsonObject parsed(String json) {
        return JsonParser.parseString(json.replace('\'', '"')).getAsJsonObject();
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
