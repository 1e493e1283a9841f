package io.cam4j.gemm;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.testing.Fork;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GemmEngineTest {
    @TempDir
    Path folder;

    @Test
    void withoutAPlaceForItsLibraryTheEngineIsJavaAndSaysWhy() throws IOException {
        // below a file not even root can make a folder; JavaCPP tries these three in turn
        Path nowhere = Files.createFile(folder.resolve("file")).resolve("cache");

        List<String> said = probe(
                "-Dorg.bytedeco.javacpp.cachedir=" + nowhere, "-Duser.home=" + nowhere, "-Djava.io.tmpdir=" + nowhere);

        assertThat(said.get(0)).isEqualTo(GemmEngine.JAVA);
        assertThat(said.get(1)).startsWith("ND4J could not start: ").hasSizeGreaterThan(30);
        assertThat(said.get(2)).isEqualTo("31.0");
    }

    @Test
    void javaCppsLimitIsLifted() {
        List<String> said = probe();

        assertThat(said.get(2)).isEqualTo("31.0");
        assertThat(said.get(3)).isEqualTo("0");
    }

    @Test
    void aLimitTheUserSetIsKept() {
        List<String> said = probe("-Dorg.bytedeco.javacpp.maxphysicalbytes=64g");

        assertThat(said.get(2)).isEqualTo("31.0");
        assertThat(said.get(3)).isEqualTo("64g");
    }

    @Test
    void aLimitTheUserSetUnderItsOtherNameIsKept() {
        List<String> said = probe("-Dorg.bytedeco.javacpp.maxPhysicalBytes=64g");

        assertThat(said.get(2)).isEqualTo("31.0");
        assertThat(said.get(3)).isEqualTo("null");
    }

    /* JavaCPP would refuse every allocation, and on JDK 25 take the process with it. */
    @ParameterizedTest
    @ValueSource(strings = {"maxphysicalbytes", "maxbytes"})
    void withALimitTooLowForNd4jTheEngineIsJavaAndSaysWhy(String limit) {
        List<String> said = probe("-Dorg.bytedeco.javacpp.%s=1".formatted(limit));

        assertThat(said.get(0)).isEqualTo(GemmEngine.JAVA);
        assertThat(said.get(1))
                .startsWith("ND4J could not start: IllegalStateException: ")
                .contains("org.bytedeco.javacpp." + limit + ") may have 1 bytes");
        assertThat(said.get(2)).isEqualTo("31.0");
    }

    @Test
    void otherLibrariesAreLoadedBeforeOrAfterNd4jStartsAndNeverMeanwhile() {
        List<String> said = probe();

        assertThat(said).last().asString().matches("ND4J was not begun|ND4J was there");
    }

    private static List<String> probe(String... flags) {
        Fork.Result result = Fork.java(EngineProbe.class, List.of(flags));
        assertThat(result.exit()).as("%s %s", result.out(), result.err()).isZero();
        return result.out().lines().toList();
    }

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        failing(new ExceptionInInitializerError(new IllegalStateException("no disk\nand more"))),
                        "ND4J could not start: IllegalStateException: no disk"),
                Arguments.of(
                        failing(new IllegalArgumentException("outer", new UnsatisfiedLinkError("no jnind4jcpu"))),
                        "ND4J could not start: UnsatisfiedLinkError: no jnind4jcpu"),
                Arguments.of(failing(new NoClassDefFoundError()), "ND4J could not start: NoClassDefFoundError"),
                Arguments.of(
                        failing(new OutOfMemoryError("physical memory")),
                        "ND4J could not start: OutOfMemoryError: physical memory"));
    }

    private static Supplier<GemmPlan> failing(Throwable failure) {
        return () -> {
            if (failure instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) failure;
        };
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("failures")
    void aFailureToStartMakesTheEngineJava(Supplier<GemmPlan> nd4j, String reason) {
        GemmEngine engine = GemmEngine.probe(nd4j);

        assertThat(engine.name()).isEqualTo(GemmEngine.JAVA);
        assertThat(engine.reason()).isEqualTo(reason);
    }

    @Test
    void anEngineThatMiscalculatesIsNotUsed() {
        GemmEngine engine = GemmEngine.probe(Miscalculating::new);

        assertThat(engine.name()).isEqualTo(GemmEngine.JAVA);
        assertThat(engine.reason()).isEqualTo("ND4J computed 2 × 3 = 5.0");
    }

    @Test
    void anEngineThatCalculatesIsUsed() {
        GemmEngine engine = GemmEngine.probe(() -> new JavaGemm(1, 1, 1));

        assertThat(engine.name()).isEqualTo(GemmEngine.ND4J);
        assertThat(engine.reason()).isEqualTo("ND4J's native library loaded");
    }

    @Test
    void theJavaEngineGivesTheReasonItWasAskedForWith() {
        assertThat(GemmEngine.java("small container").name()).isEqualTo("java");
        assertThat(GemmEngine.java("small container").reason()).isEqualTo("small container");
    }

    private static final class Miscalculating implements GemmPlan {
        private final GemmPlan memory = new JavaGemm(1, 1, 1);

        @Override
        public FloatBuffer weights() {
            return memory.weights();
        }

        @Override
        public FloatBuffer product() {
            return memory.product();
        }

        @Override
        public void multiply(FloatBuffer features) {
            product().put(0, 5f);
        }

        @Override
        public void close() {
            memory.close();
        }
    }
}
