package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.testing.Fork;
import io.cam4j.testing.SharedData;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The same answers whoever asks, and the same memory however often. */
class SteadinessTest {
    private static final int THREADS = 8;
    private static final int EXPLAINS = 200;
    private static final long MOST_GROWTH_KB = 8 * 1024;

    /*
     * The heap is touched beforehand, so that what grows is not Java's own lazily used heap. And the JVM's optimizing
     * compiler stays off: it needs up to 18 MB for a moment, sooner or later as the machine is busy, and gives it back later
     * than this test ends. Without it growth is 0.3 MB, in every run.
     */
    private static final List<String> FLAGS =
            List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch", "-XX:TieredStopAtLevel=1");

    @TempDir
    Path folder;

    @Test
    void manyThreadsGetWhatOneGets() throws Exception {
        sameFromManyThreads(TestModel.linear(0, 32).write(folder));
    }

    @Test
    void manyThreadsGetWhatOneGetsFromARealNetwork() throws Exception {
        sameFromManyThreads(SharedData.path("models/squeezenet1_1.onnx"));
    }

    private static void sameFromManyThreads(Path model) throws Exception {
        List<BufferedImage> images = IntStream.range(0, 4)
                .mapToObj(OnnxClassActivationMapperTest::image)
                .toList();
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.open(model)) {
            List<Explanation> alone =
                    images.stream().map(image -> mapper.explain(image, 5)).toList();
            ExecutorService callers = Executors.newFixedThreadPool(THREADS);
            try {
                List<Future<?>> results = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    results.add(callers.submit(() -> {
                        for (int i = 0; i < EXPLAINS; i++) {
                            Explanation expected = alone.get(i % alone.size());
                            Explanation again = mapper.explain(images.get(i % images.size()), 5);
                            assertThat(again.logits()).isEqualTo(expected.logits());
                            assertThat(again.activations()).isEqualTo(expected.activations());
                        }
                    }));
                }
                for (Future<?> result : results) {
                    result.get();
                }
            } finally {
                callers.shutdownNow();
            }
        }
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/status")
    void memoryStaysFlatFromThe500thToThe5000thExplain() {
        assertThat(medianGrowth(TestModel.linear(0, 64).write(folder))).isLessThanOrEqualTo(MOST_GROWTH_KB);
    }

    @Test
    @Tag("soak")
    @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/status")
    void memoryStaysFlatOnARealNetwork() {
        assertThat(medianGrowth(SharedData.path("models/squeezenet1_1.onnx"))).isLessThanOrEqualTo(MOST_GROWTH_KB);
    }

    private static long medianGrowth(Path model) {
        long[] growth = IntStream.range(0, 3)
                .mapToObj(run -> Fork.java(SteadinessProbe.class, FLAGS, model.toString(), "500", "5000"))
                .peek(result -> assertThat(result.exit())
                        .as("%s %s", result.out(), result.err())
                        .isZero())
                .mapToLong(result -> Long.parseLong(result.out().strip().split(" ", -1)[2]))
                .sorted()
                .toArray();
        return growth[1];
    }

    @Test
    void aLargeModelInASmallHeapStillHasNd4j() {
        Fork.Result result = Fork.java(
                SteadinessProbe.class,
                List.of("-Xmx64m"),
                SharedData.path("models/densenet161.onnx").toString(),
                "1",
                "2");

        assertThat(result.exit()).as("%s %s", result.out(), result.err()).isZero();
        assertThat(result.out()).startsWith("nd4j ");
    }

    @Test
    void gradientsOfALargeModelTakeItsWeightsFromTheFile() {
        Path model = SharedData.path("models/densenet161.onnx");
        assertThat(model.toFile().length()).isGreaterThan(96 << 20);

        Fork.Result result =
                Fork.java(SteadinessProbe.class, List.of("-Xmx96m"), model.toString(), "1", "2", "denseblock4");

        assertThat(result.exit()).as("%s %s", result.out(), result.err()).isZero();
    }

    @Test
    void resNetIsExplainedInAHeapOf128Megabytes() {
        Fork.Result result = Fork.java(
                SteadinessProbe.class,
                List.of("-Xmx128m"),
                SharedData.path("models/resnet18.onnx").toString(),
                "1",
                "20");

        assertThat(result.exit()).as("%s %s", result.out(), result.err()).isZero();
        assertThat(result.out()).startsWith("nd4j ");
    }

    @Test
    void aLargePlainModelInASmallHeapStillHasNd4j() throws IOException {
        Path plain = OutputsOnly.write(
                SharedData.path("models/densenet161.onnx"), "logits", folder.resolve("densenet161-plain.onnx"));

        Fork.Result result = Fork.java(SteadinessProbe.class, List.of("-Xmx64m"), plain.toString(), "1", "2");

        assertThat(result.exit()).as("%s %s", result.out(), result.err()).isZero();
        assertThat(result.out()).startsWith("nd4j ");
    }

    /* Left to itself ONNX Runtime 1.29 overflows the stack on a command line of some 4,000 characters. */
    @Test
    void aLongCommandLineDoesNotCrashTheProcess() {
        Fork.Result result = Fork.run(
                Fork.command(
                        SteadinessProbe.class,
                        List.of("-Dpadding=" + "x".repeat(100_000)),
                        TestModel.linear(0, 32).write(folder).toString(),
                        "1",
                        "2"),
                Map.of("ORT_DISABLE_TELEMETRY", ""));

        assertThat(result.exit()).as("%s %s", result.out(), result.err()).isZero();
    }
}
