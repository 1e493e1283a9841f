package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.cam4j.ClassActivation;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.Labels;
import io.cam4j.gemm.GemmEngine;
import io.cam4j.network.HeadKind;
import io.cam4j.preprocessing.Preprocessing;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxClassActivationMapperTest {
    private static final int SIZE = 32;

    @TempDir
    Path folder;

    static Stream<Arguments> heads() {
        return Stream.of(
                Arguments.of(HeadKind.GAP_LINEAR, TestModel.linear(0, SIZE)),
                Arguments.of(HeadKind.CONV_GAP, TestModel.convolution(0, SIZE)));
    }

    @ParameterizedTest(name = "the maps of a {0} head account for the logits")
    @MethodSource("heads")
    void mapsAccountForTheLogits(HeadKind kind, TestModel model) {
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.open(model.write(folder))) {
            Explanation explanation = mapper.explain(image(1), TestModel.CLASSES);

            assertThat(explanation.provenance().head().kind()).isEqualTo(kind);
            assertThat(explanation.activations()).hasSize(TestModel.CLASSES).allSatisfy(activation -> {
                assertThat(activation.map().height()).isEqualTo(SIZE / 2);
                assertThat(activation.completenessError()).isLessThan(1e-5);
            });
        }
    }

    @Test
    void theFallbackOfTheEngineIsLoggedOnceWhenAModelIsOpened() {
        List<LogRecord> records = new CopyOnWriteArrayList<>();
        Logger logger = Logger.getLogger(OnnxClassActivationMapper.class.getName());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord message) {
                records.add(message);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.addHandler(handler);
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.builder(
                        TestModel.linear(0, SIZE).write(folder))
                .gemm(GemmEngine.java("no disk left"))
                .open()) {
            mapper.explain(image(1), 3);
            mapper.explain(image(2), 3);
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(records).singleElement().satisfies(message -> {
            assertThat(message.getLevel()).isEqualTo(Level.INFO);
            assertThat(new SimpleFormatter().formatMessage(message))
                    .isEqualTo("model.onnx: maps are formed by java (no disk left), the network runs on cpu");
        });
    }

    @Test
    void aSecondRunGivesTheSameAsTheFirst() {
        try (ClassActivationMapper mapper =
                OnnxClassActivationMapper.open(TestModel.linear(0, SIZE).write(folder))) {
            Explanation first = mapper.explain(image(1), 3);
            mapper.explain(image(2), 3);
            Explanation again = mapper.explain(image(1), 3);

            assertThat(again.logits()).isEqualTo(first.logits());
            assertThat(again.activations()).isEqualTo(first.activations());
        }
    }

    @ParameterizedTest(name = "a list is explained as its images are, with a batch axis of {0}")
    @ValueSource(ints = {0, 1, 2})
    void listsWorkWithFreeAndFixedBatches(int batch) {
        List<BufferedImage> images = IntStream.range(0, 3)
                .mapToObj(OnnxClassActivationMapperTest::image)
                .toList();
        try (ClassActivationMapper mapper =
                OnnxClassActivationMapper.open(TestModel.linear(batch, SIZE).write(folder))) {
            List<Explanation> together = mapper.explainAll(images, 2);

            assertThat(together).hasSize(3);
            for (int i = 0; i < 3; i++) {
                Explanation alone = mapper.explain(images.get(i), 2);
                assertThat(indices(together.get(i))).isEqualTo(indices(alone));
                float[] expected = alone.logits();
                for (int c = 0; c < expected.length; c++) {
                    assertThat(together.get(i).logits()[c]).isCloseTo(expected[c], within(1e-5f));
                }
            }
        }
    }

    @Test
    void asManyRunsGoOnAsThereAreProcessorsForTheirThreadsAndSayTheSame() {
        Path model = TestModel.linear(0, SIZE).write(folder);
        List<BufferedImage> images = IntStream.range(0, 40)
                .mapToObj(OnnxClassActivationMapperTest::image)
                .toList();
        try (ClassActivationMapper alone = OnnxClassActivationMapper.open(model);
                ClassActivationMapper many = OnnxClassActivationMapper.builder(model)
                        .session(SessionSettings.throughput())
                        .open()) {
            List<Explanation> explained = many.explainAll(images, 2);

            for (int i = 0; i < images.size(); i++) {
                Explanation expected = alone.explain(images.get(i), 2);
                assertThat(indices(explained.get(i))).isEqualTo(indices(expected));
                for (int c = 0; c < TestModel.CLASSES; c++) {
                    assertThat(explained.get(i).logits()[c]).isCloseTo(expected.logits()[c], within(1e-5f));
                }
            }
        }
    }

    @Test
    void outputsMayHaveOtherNames() {
        TestModel model = TestModel.body(0, SIZE)
                .linearHead()
                .node("Identity", "scores", "logits")
                .output("scores", 0, TestModel.CLASSES)
                .output("features", 0, TestModel.CHANNELS, SIZE / 2, SIZE / 2);

        try (ClassActivationMapper mapper = OnnxClassActivationMapper.builder(model.write(folder))
                .logits("scores")
                .features("features")
                .open()) {
            assertThat(mapper.explain(image(1), 1).top().completenessError()).isLessThan(1e-5);
        }
    }

    @Test
    void constantsListedAsInputsAreNotInputs() {
        TestModel model = TestModel.linear(0, SIZE).listAsInput("fc.bias", TestModel.CLASSES);

        try (ClassActivationMapper mapper = OnnxClassActivationMapper.open(model.write(folder))) {
            assertThat(mapper.explain(image(1), 1).top().completenessError()).isLessThan(1e-5);
        }
    }

    @Test
    void theInputSizeMayBeFree() {
        TestModel model = TestModel.body(0, 0)
                .linearHead()
                .output("logits", 0, TestModel.CLASSES)
                .output("features", 0, TestModel.CHANNELS, 0, 0);

        try (ClassActivationMapper mapper = OnnxClassActivationMapper.builder(model.write(folder))
                .preprocessing(Preprocessing.builder(48, 24).scale(1 / 255.0).build())
                .open()) {
            ClassActivation top = mapper.explain(image(1), 1).top();

            assertThat(top.map().width()).isEqualTo(24);
            assertThat(top.map().height()).isEqualTo(12);
        }
    }

    @Test
    void anExplanationSaysHowItWasMade() throws Exception {
        Path file = TestModel.linear(0, SIZE).write(folder);
        String hash =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));

        try (ClassActivationMapper mapper = OnnxClassActivationMapper.builder(file)
                .labels(Labels.of(List.of("a", "b", "c", "d", "e", "f")))
                .open()) {
            Explanation explanation = mapper.explainClasses(image(1), List.of(2, 0));

            assertThat(explanation.activations())
                    .extracting(ClassActivation::label)
                    .containsExactly("c", "a");
            assertThat(explanation.provenance().model().name()).isEqualTo("model.onnx");
            assertThat(explanation.provenance().model().sha256()).isEqualTo(hash);
            assertThat(explanation.provenance().runtime()).isEqualTo("onnxruntime 1.29.0");
            assertThat(explanation.provenance().provider()).isEqualTo("cpu");
            assertThat(explanation.provenance().preprocessing().width()).isEqualTo(SIZE);
            assertThat(explanation.provenance().head().weights()).isEqualTo("fc.weight");
        }
    }

    @Test
    void aClosedMapperRefusesToExplain() {
        ClassActivationMapper mapper =
                OnnxClassActivationMapper.open(TestModel.linear(0, SIZE).write(folder));
        Explanation before = mapper.explain(image(1), 1);
        mapper.close();
        mapper.close();

        assertThatThrownBy(() -> mapper.explain(image(1), 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThat(before.top().map().max()).isFinite();
    }

    @Test
    void settingsReachTheSession() {
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.builder(
                        TestModel.linear(0, SIZE).write(folder))
                .session(SessionSettings.cpu().withThreads(1))
                .open()) {
            assertThat(mapper.explain(image(1), 1).activations()).hasSize(1);
        }
    }

    @Test
    void aModelInAFolderWithAnOddNameOpens() throws IOException {
        Path odd = Files.createDirectories(folder.resolve("Füße und %20 'Räume'"));

        try (ClassActivationMapper mapper =
                OnnxClassActivationMapper.open(TestModel.linear(0, SIZE).write(odd))) {
            assertThat(mapper.classes()).isEqualTo(TestModel.CLASSES);
        }
    }

    private static List<Integer> indices(Explanation explanation) {
        return explanation.activations().stream().map(ClassActivation::index).toList();
    }

    static BufferedImage image(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BufferedImage image = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 30; y++) {
            for (int x = 0; x < 40; x++) {
                image.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        return image;
    }
}
