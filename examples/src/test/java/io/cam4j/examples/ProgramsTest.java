package io.cam4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.examples.demo.DemoModel;
import io.cam4j.examples.demo.DemoScenes;
import io.cam4j.render.files.ImageFiles;
import io.cam4j.testing.Fork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void setUp() throws IOException {
        DemoModel.copyTo(folder.resolve("model.onnx"));
        Files.writeString(
                folder.resolve("labels.txt"),
                String.join("\n", DemoModel.labels().names()));
        Files.createDirectory(folder.resolve("photos"));
        Files.write(folder.resolve("photos/a.png"), DemoScenes.all().get(0).png());
        Files.write(folder.resolve("photos/b.png"), DemoScenes.all().get(1).png());
    }

    @Test
    void oneImageIsExplained() throws IOException {
        Fork.Result run = run(ExplainOneImage.class, "model.onnx", "photos/a.png", "a-cam.png");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(6).last().isEqualTo("8 classes in all");
        assertThat(ImageFiles.read(folder.resolve("a-cam.png")).getWidth())
                .isEqualTo(ImageFiles.read(folder.resolve("photos/a.png")).getWidth());
    }

    @Test
    void fiveClassesStandOnASheet() throws IOException {
        Fork.Result run = run(TopFiveSheet.class, "model.onnx", "labels.txt", "photos/a.png", "sheet.png");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(ImageFiles.read(folder.resolve("sheet.png")).getWidth()).isGreaterThan(6 * 120);
    }

    @Test
    void aFolderIsExplainedAndItsBadPictureNamed() throws IOException {
        Files.writeString(folder.resolve("photos/broken.png"), "no picture");

        Fork.Result run = run(ExplainFolder.class, "model.onnx", "photos", "overlays");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(3).anyMatch(line -> line.contains("broken.png: a picture expected"));
        assertThat(folder.resolve("overlays/a.png.png")).exists();
        assertThat(folder.resolve("overlays/b.png.png")).exists();
    }

    private Fork.Result run(Class<?> program, String... files) {
        String[] arguments = new String[files.length];
        for (int i = 0; i < files.length; i++) {
            arguments[i] = folder.resolve(files[i]).toString();
        }
        return Fork.java(program, List.of(), arguments);
    }
}
