package io.cam4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.examples.demo.DemoModel;
import io.cam4j.examples.demo.DemoScenes;
import io.cam4j.render.files.ImageFiles;
import io.cam4j.testing.Fork;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is compiled and run as it stands there. */
class ReadmeTest {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern PROGRAM = Pattern.compile("```java\n(.*?public class (\\w+) .*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @BeforeEach
    void setUp() throws IOException {
        DemoModel.copyTo(folder.resolve("model.onnx"));
        Files.writeString(
                folder.resolve("labels.txt"),
                String.join("\n", DemoModel.labels().names()));
        Files.write(folder.resolve("photo.png"), DemoScenes.all().get(0).png());
    }

    @Test
    void theProgramExplainsAPhoto() throws IOException {
        Fork.Result run = run("Explain", "model.onnx", "photo.png", "cam.png");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out().lines()).hasSize(6).last().asString().startsWith("8 classes, completeness error ");
        assertThat(ImageFiles.read(folder.resolve("cam.png")).getWidth())
                .isEqualTo(ImageFiles.read(folder.resolve("photo.png")).getWidth());
    }

    @Test
    void theSecondProgramMakesASheet() throws IOException {
        Fork.Result run = run("TopFive", "model.onnx", "labels.txt", "photo.png", "sheet.png");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(ImageFiles.read(folder.resolve("sheet.png")).getWidth()).isGreaterThan(6 * 120);
    }

    @Test
    void theThirdProgramShowsAMethodOfItsOwnBesideOthers() throws IOException {
        Fork.Result run = run("OwnMethod", "model.onnx", "photo.png", "methods.png");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(ImageFiles.read(folder.resolve("methods.png")).getWidth()).isGreaterThan(4 * 120);
    }

    @Test
    void theFourthProgramFusesLayers() throws IOException {
        Fork.Result run = run("Layers", "model.onnx", "photo.png", "blocks.3", "blocks", "layers.png");

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).startsWith("16 × 16 map from ");
        assertThat(ImageFiles.read(folder.resolve("layers.png")).getWidth()).isGreaterThan(4 * 120);
    }

    @Test
    void everyProgramIsRunByATest() throws IOException {
        assertThat(programs()).containsOnlyKeys("Explain", "TopFive", "OwnMethod", "Layers");
    }

    @Test
    void theTestCommandIsTheOneThatCiRuns() throws IOException {
        String readme = readme();
        String command = readme.lines()
                .dropWhile(line -> !line.equals("Pass all tests:"))
                .skip(2)
                .findFirst()
                .orElseThrow()
                .strip();

        assertThat(Files.readAllLines(PROJECT.resolve(".ci/run"))).contains(command);
    }

    @Test
    void picturesAndDocumentsItNamesExist() throws IOException {
        List<String> links = Pattern.compile("\\]\\(([^)#:]+)\\)")
                .matcher(readme())
                .results()
                .map(link -> link.group(1))
                .toList();

        assertThat(links)
                .isNotEmpty()
                .allSatisfy(link -> assertThat(PROJECT.resolve(link)).exists());
    }

    private Fork.Result run(String name, String... files) throws IOException {
        Path source = Files.writeString(
                folder.resolve(name + ".java"), String.valueOf(programs().get(name)));
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-d", folder.toString(), "-cp", classPath(), source.toString());
        assertThat(compiled).isZero();
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                folder + File.pathSeparator + classPath(),
                name));
        for (String file : files) {
            command.add(file.startsWith("blocks") ? file : folder.resolve(file).toString()); // a layer
        }
        return Fork.run(command, Map.of());
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }

    private static Map<String, String> programs() throws IOException {
        return PROGRAM.matcher(readme())
                .results()
                .collect(java.util.stream.Collectors.toMap(
                        match -> match.group(2), (MatchResult match) -> match.group(1)));
    }

    private static String readme() throws IOException {
        return Files.readString(PROJECT.resolve("README.md"));
    }
}
