package io.cam4j.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportOptionTest {
    @TempDir
    private Path folder;

    private Workplace place = new Workplace(Path.of(""));

    @BeforeEach
    void setUp() throws IOException {
        place = Workplace.in(folder);
    }

    @Test
    void thePageShowsEveryImageAndPointsToItsResult() throws IOException {
        Path page = place.out().resolve("report.html");

        CamRun run = explain(page, "--labels", place.labels(), place.picture(), place.picture("a b.png"));

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out()).endsWith("report -> " + page + System.lineSeparator());
        assertThat(Files.readString(page))
                .contains("<title>shapes.onnx, 2 images</title>", "<bdi>scene.png</bdi>", "<bdi>a b.png</bdi>")
                .contains("\"./scene/maps.npy\"", "\"./a%20b/overlay-1.png\"");
        assertThat(Workplace.names(place.out())).containsExactly("a b", "report.html", "scene");
    }

    @Test
    void aPictureThatFailedStandsInThePageWithItsReasonAndNoFolders() throws IOException {
        Path text = place.text("text.png", "no picture");
        Path page = folder.resolve("deep/report.html");

        CamRun run = explain(page, text, folder.resolve("missing.png"), place.picture());

        assertThat(run.status()).isEqualTo(1);
        assertThat(Files.readString(page))
                .contains("3 images, 2 failed", "<bdi>scene.png</bdi>", "<bdi>text.png</bdi>")
                .contains("<bdi>a picture expected, there is no such file</bdi>")
                .contains("<bdi>a picture expected, the content is of no known format")
                .doesNotContain(folder.toString());
    }

    @Test
    void aPageIsMadeEvenIfEveryPictureFailed() throws IOException {
        Path page = folder.resolve("report.html");

        CamRun run = explain(page, folder.resolve("missing.png"));

        assertThat(run.status()).isEqualTo(1);
        assertThat(Files.readString(page)).contains("No image could be explained.");
    }

    @Test
    void anExistingPageIsKeptUnlessForced() throws IOException {
        Path page = place.text("report.html", "mine");

        CamRun refused = explain(page, place.picture());

        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualToIgnoringNewLines(
                        "cam: %s exists already; give --force to replace it, or choose another --report"
                                .formatted(page));
        assertThat(Files.readString(page)).isEqualTo("mine");
        assertThat(place.out()).doesNotExist();

        assertThat(explain(page, "--force", place.picture()).status()).isZero();
        assertThat(Files.readString(page)).startsWith("<!doctype html>");
    }

    @Test
    void placesWhereAPageCannotBeAreUsageErrors() throws IOException {
        assertRefused(place.picture(), "--report: a name ending in .html expected, got " + place.picture());
        Path taken = Files.createDirectory(folder.resolve("folder.html"));
        assertRefused(taken, "--report: a file expected, %s is a folder".formatted(taken));
        Path inside = place.out().resolve("scene/report.html");
        assertRefused(
                inside,
                "--report: %s lies in the folder of an image’s results; choose another place".formatted(inside));
        Path below = place.labels().resolve("report.html");
        assertRefused(below, "--report: %s cannot be written: %s is in its way".formatted(below, place.labels()));
    }

    private void assertRefused(Path page, String message) {
        CamRun run = explain(page, "--force", place.picture());

        assertThat(run.err()).isEqualToIgnoringNewLines("cam: " + message);
        assertThat(run.status()).isEqualTo(2);
    }

    private CamRun explain(Path page, Object... arguments) {
        Object[] all = new Object[arguments.length + 7];
        System.arraycopy(
                new Object[] {"explain", "--model", place.model(), "--out", place.out(), "--report", page},
                0,
                all,
                0,
                7);
        System.arraycopy(arguments, 0, all, 7, arguments.length);
        return CamRun.of(all);
    }
}
