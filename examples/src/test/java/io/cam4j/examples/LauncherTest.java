package io.cam4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.testing.Fork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code cam}, with a {@code java} that prints its arguments and dumps a file where it is told to. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a script of a Unix shell")
class LauncherTest {
    private static final Path SCRIPT = Path.of("cam").toAbsolutePath();

    @TempDir
    private Path folder;

    @BeforeEach
    void makeJdkAndJar() throws IOException {
        jdk("17.0.1", 0);
        Files.writeString(folder.resolve("cam.jar"), "a jar");
    }

    private void jdk(String version, int exit) throws IOException {
        Path bin = Files.createDirectories(folder.resolve("jdk/bin"));
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
        Path java = Files.writeString(bin.resolve("java"), """
                #!/bin/sh
                echo "$@"
                for a in "$@"; do case $a in -XX:ArchiveClassesAtExit=*) echo dump > "${a#*=}";; esac; done
                exit %d
                """.formatted(exit));
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Fork.Result cam(String... arguments) {
        List<String> command = new ArrayList<>(List.of("/bin/sh", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        return Fork.run(
                command,
                Map.of(
                        "JAVA_HOME",
                        folder.resolve("jdk").toString(),
                        "CAM_JAR",
                        folder.resolve("cam.jar").toString(),
                        "XDG_CACHE_HOME",
                        folder.resolve("cache").toString()));
    }

    private List<Path> archives() throws IOException {
        Path cache = folder.resolve("cache/cam4j");
        if (!Files.exists(cache)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(cache)) {
            return files.toList();
        }
    }

    @Test
    void theFirstExplainLeavesAnArchiveThatLaterRunsUse() throws IOException {
        assertThat(cam("explain", "a b.png").out())
                .contains("-XX:ArchiveClassesAtExit=")
                .endsWith("explain a b.png\n");
        assertThat(archives()).singleElement().asString().endsWith(".jsa");

        assertThat(cam("inspect", "m.onnx").out())
                .contains("-XX:SharedArchiveFile=" + archives().get(0))
                .endsWith("-jar " + folder.resolve("cam.jar") + " inspect m.onnx\n");
    }

    @Test
    void anotherJarOrJdkHasAnArchiveOfItsOwn() throws IOException {
        cam("explain");
        Files.writeString(folder.resolve("cam.jar"), "another jar");
        assertThat(cam("explain").out()).contains("-XX:ArchiveClassesAtExit=");
        jdk("21.0.2", 0);
        assertThat(cam("explain").out()).contains("-XX:ArchiveClassesAtExit=");

        assertThat(archives()).hasSize(3);
    }

    @Test
    void aRunThatFailsLeavesNoneAndItsStatusIsPassedOn() throws IOException {
        jdk("17.0.1", 3);

        assertThat(cam("explain").exit()).isEqualTo(3);

        assertThat(archives()).isEmpty();
    }

    @Test
    void otherCommandsLeaveNone() throws IOException {
        assertThat(cam("--version").out()).isEqualTo("-jar " + folder.resolve("cam.jar") + " --version\n");

        assertThat(archives()).isEmpty();
    }

    @Test
    void fromJdk24OnItIsKeptFromWarning() throws IOException {
        jdk("25", 0);

        assertThat(cam("inspect", "m.onnx").out()).startsWith("--sun-misc-unsafe-memory-access=allow -jar ");
        assertThat(cam("explain").out()).contains("-XX:ArchiveClassesAtExit=");
        assertThat(archives()).hasSize(1);
    }

    @Test
    void aMissingJarIsNamed() throws IOException {
        Files.delete(folder.resolve("cam.jar"));

        Fork.Result run = cam("explain");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("cam.jar is missing; build it with: mvn -DskipTests package");
    }
}
