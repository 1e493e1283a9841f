package io.cam4j.render.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.cam4j.Explanation;
import io.cam4j.Request;
import io.cam4j.heat.HeatPreset;
import io.cam4j.method.Methods;
import io.cam4j.preprocessing.Preprocessing;
import io.cam4j.render.Explained;
import io.cam4j.render.results.ExplanationWriter;
import io.cam4j.testing.TestPictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
    private static final String HOSTILE = "</script><script>alert(1)</script>\"'<img src=x onerror=alert(2)>&{{rows}}";

    private static final Preprocessing RECIPE = Preprocessing.builder(4, 4).build();

    @TempDir
    private Path folder;

    private final BufferedImage photo = Explained.photo(20, 10);
    private final Explanation explanation = Explained.of(photo);

    @Test
    void thePageHoldsARowAndTheRawMapsOfEveryImage() throws IOException {
        Path file = report(page -> {
            page.add(explanation, photo, "dog.jpg");
            page.add(explanation, photo, "cat.jpg");
        });

        String html = Files.readString(file);
        assertThat(html)
                .startsWith("<!doctype html>")
                .contains("<title>fake.onnx, 2 images</title>", "<bdi>dog.jpg</bdi>", "<bdi>cat.jpg</bdi>");
        JsonObject second = image(html, 1);
        assertThat(second.get("name").getAsString()).isEqualTo("cat.jpg");
        assertThat(List.of(second.get("rows").getAsInt(), second.get("columns").getAsInt()))
                .containsExactly(2, 2);
        float[] maps = new float[12];
        ByteBuffer.wrap(Base64.getDecoder()
                        .decode(method(second, "cam").get("maps").getAsString()))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(maps);
        assertThat(maps).containsExactly(2, 0, 2, 0, 0, 1, 0, 1, 0, 0, 0, 0);
    }

    @Test
    void namesLabelsAndReasonsStayTextWhateverTheyHold() throws IOException {
        Explanation hostile = Explained.of(photo, RECIPE, List.of(HOSTILE, "b", "c"));

        String html = Files.readString(report(page -> {
            page.add(hostile, photo, HOSTILE);
            page.addFailure(HOSTILE, HOSTILE);
        }));

        assertThat(html).doesNotContain("<script>alert", "<img src=x").containsOnlyOnce("<tbody>");
        assertThat(html.split("<script", -1))
                .as("color maps, script, one image")
                .hasSize(1 + 3);
        assertThat(image(html, 0).get("name").getAsString()).isEqualTo(HOSTILE);
    }

    @Test
    void anImageThatFailedIsListedWithItsReason() throws IOException {
        String html = Files.readString(report(page -> {
            page.addFailure("broken.jpg", "JPEG expected to be whole, it is damaged");
            page.add(explanation, photo, "dog.jpg");
        }));

        assertThat(html)
                .contains("<title>fake.onnx, 2 images, 1 failed</title>")
                .contains("<bdi>JPEG expected to be whole, it is damaged</bdi>")
                .contains("id=\"image-1\"")
                .doesNotContain("id=\"image-0\"");
    }

    @Test
    void aPageOfFailuresOnlySaysSo() throws IOException {
        String html = Files.readString(report(page -> page.addFailure("broken.jpg", "damaged")));

        assertThat(html)
                .contains("<title>Class activation maps, 1 image, 1 failed</title>")
                .contains("<p>No image could be explained.</p>");
    }

    @Test
    void theSameExplanationsGiveTheSameBytes() throws IOException {
        Content content = page -> page.add(explanation, photo, "dog.jpg", folder.resolve("results/dog"));

        byte[] once = Files.readAllBytes(report("a.html", content));
        byte[] again = Files.readAllBytes(report("b.html", content));

        assertThat(once).isEqualTo(again);
    }

    @Test
    void linksLeadToTheResultBesideThePageByRelativeEncodedPaths() throws IOException {
        Path result = folder.resolve("javascript:alert(1)").resolve("über \"x\" & #1?%2e");

        JsonObject image = image(Files.readString(report(page -> page.add(explanation, photo, "dog.jpg", result))), 0);

        String encoded = "./javascript%3Aalert%281%29/%C3%BCber%20%22x%22%20%26%20%231%3F%252e/";
        assertThat(link(image, "cam", "files", 0)).isEqualTo(encoded + "maps.npy");
        assertThat(link(image, "cam", "overlays", 1)).isEqualTo(encoded + "overlay-2.png");
    }

    @Test
    void linksMeetTheFilesThatWereWritten() throws IOException {
        Path result = folder.resolve("deep/dog 1");
        ExplanationWriter.of(HeatPreset.MIN_MAX).write(explanation, photo, "dog 1.jpg", result);
        Files.createDirectories(folder.resolve("pages"));

        Path file = report("pages/report.html", page -> page.add(explanation, photo, "dog 1.jpg", result));

        List<String> links = Pattern.compile("\"href\":\"([^\"]+)\"")
                .matcher(Files.readString(file))
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(links)
                .hasSize(6)
                .allSatisfy(
                        link -> assertThat(Path.of(file.toUri().resolve(link))).isRegularFile());
    }

    @Test
    void withoutAResultThereAreNoLinks() throws IOException {
        JsonObject image = image(Files.readString(report(page -> page.add(explanation, photo, "dog.jpg"))), 0);

        assertThat(method(image, "cam").getAsJsonArray("files")).isEmpty();
        assertThat(method(image, "cam").getAsJsonArray("overlays")).isEmpty();
    }

    @Test
    void filesOfFurtherMethodsCarryTheirNames() throws IOException {
        Explanation two = Explained.of(photo, RECIPE, Request.top(2).by(Methods.cam(), Methods.layerCam()));

        JsonObject image =
                image(Files.readString(report(page -> page.add(two, photo, "dog.jpg", folder.resolve("dog")))), 0);

        assertThat(link(image, "cam", "files", 0)).isEqualTo("./dog/maps.npy");
        assertThat(link(image, "layer-cam", "files", 0)).isEqualTo("./dog/maps-layer-cam.npy");
        assertThat(link(image, "layer-cam", "overlays", 1)).isEqualTo("./dog/overlay-layer-cam-2.png");
    }

    @Test
    void anImageWithNoClassAboveTheThresholdIsListed() throws IOException {
        Explanation none = Explained.of(photo, RECIPE, Request.above(0.99));

        String html = Files.readString(report(page -> page.add(none, photo, "dog.jpg")));

        assertThat(html)
                .contains("<title>fake.onnx, 1 image</title>", "<bdi>dog.jpg</bdi>")
                .contains("no class was above the threshold asked for")
                .doesNotContain("id=\"image-0\"");
    }

    @Test
    void nothingAppearsUnlessThePageIsFinished() throws IOException {
        try (HtmlReport page = HtmlReport.builder(folder.resolve("report.html")).start()) {
            page.add(explanation, photo, "dog.jpg");
        }

        assertThat(names()).isEmpty();
    }

    @Test
    void afterTheEndNothingCanBeAdded() throws IOException {
        HtmlReport page = HtmlReport.builder(folder.resolve("report.html")).start();
        page.finish();
        page.close();

        assertThatThrownBy(() -> page.add(explanation, photo, "dog.jpg")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> page.addFailure("dog.jpg", "damaged")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(page::finish).isInstanceOf(IllegalStateException.class);
        assertThat(names()).containsExactly("report.html");
    }

    @Test
    void whatIsThereIsReplacedOnlyWhereThatIsAllowed() throws IOException {
        Path file = Files.writeString(folder.resolve("report.html"), "mine");

        assertThatThrownBy(() -> HtmlReport.builder(file).start())
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessage(file + ": exists already; choose another place, or allow it to be overwritten");
        assertThat(Files.readString(file)).isEqualTo("mine");

        try (HtmlReport page = HtmlReport.builder(file).overwriting(true).start()) {
            page.finish();
        }
        assertThat(Files.readString(file)).startsWith("<!doctype html>");
        assertThat(names()).containsExactly("report.html");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsRefusedAtOnce() {
        assertThatThrownBy(() -> HtmlReport.builder(folder).overwriting(true).start())
                .isInstanceOf(FileAlreadyExistsException.class)
                .hasMessageEndingWith("is a folder, a file expected");
        assertThatThrownBy(() ->
                        HtmlReport.builder(folder.resolve("none/report.html")).start())
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageEndingWith("none does not exist; make it first");
        assertThatThrownBy(
                        () -> HtmlReport.builder(folder.resolve("report.html")).photoSide(95))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("photoSide: 96 to 4096 pixels expected, got 95");
    }

    @Test
    void aPhotoOfAnotherSizeAndAnExplanationMadeInAnotherWayAreRefused() throws IOException {
        Explanation cropped =
                Explained.of(photo, Preprocessing.builder(4, 4).crop(4).build());
        try (HtmlReport page = HtmlReport.builder(folder.resolve("report.html")).start()) {
            page.add(explanation, photo, "dog.jpg");

            assertThatThrownBy(() -> page.add(explanation, Explained.photo(10, 20), "cat.jpg"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the photo that was explained expected, 20 × 10, got one of 10 × 20");
            assertThatThrownBy(() -> page.add(cropped, photo, "cat.jpg"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("explanations of one model, preprocessing and list of methods expected");
            page.finish();
        }

        assertThat(Files.readString(folder.resolve("report.html"))).contains("<title>fake.onnx, 1 image</title>");
    }

    @Test
    void aPhotoIsMadeSmallerAndAPageOfTheWorstOneStaysSmall() throws IOException {
        BufferedImage noise = TestPictures.of(1000, 1000, TestPictures.noise(1, 1_000_000));
        Explanation ofNoise = Explained.of(noise);

        long empty = Files.size(report("empty.html", page -> {}));
        Path one = report("one.html", page -> page.add(ofNoise, noise, "noise.png"));

        JsonObject image = image(Files.readString(one), 0);
        assertThat(List.of(image.get("width").getAsInt(), image.get("height").getAsInt()))
                .containsExactly(480, 480);
        assertThat(Files.size(one) - empty).isLessThan(250_000);
    }

    private interface Content {
        void addTo(HtmlReport page) throws IOException;
    }

    private Path report(Content content) throws IOException {
        return report("report.html", content);
    }

    private Path report(String name, Content content) throws IOException {
        Path file = folder.resolve(name);
        try (HtmlReport page = HtmlReport.builder(file).start()) {
            content.addTo(page);
            page.finish();
        }
        return file;
    }

    private static JsonObject image(String html, int number) {
        Matcher matcher = Pattern.compile(
                        "<script type=\"application/json\" id=\"image-%d\">(.*?)</script>".formatted(number))
                .matcher(html);
        assertThat(matcher.find()).isTrue();
        return JsonParser.parseString(matcher.group(1)).getAsJsonObject();
    }

    private static String link(JsonObject image, String method, String list, int number) {
        JsonObject link = method(image, method).getAsJsonArray(list).get(number).getAsJsonObject();
        return link.get("href").getAsString();
    }

    private static JsonObject method(JsonObject image, String name) {
        return image.getAsJsonArray("methods").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(method -> method.get("name").getAsString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
