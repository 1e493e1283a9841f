package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cam4j.ClassActivation;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.network.HeadKind;
import io.cam4j.preprocessing.InputTensor;
import io.cam4j.testing.Npy;
import io.cam4j.testing.SharedData;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The three exported models against PyTorch's answers. */
class GoldenModelsTest {
    static Stream<Arguments> models() {
        return Stream.of("resnet18", "densenet161", "squeezenet1_1").map(Arguments::of);
    }

    @ParameterizedTest(name = "{0} agrees with PyTorch on every photo")
    @MethodSource("models")
    void agreesWithPyTorchFromThePhotoOn(String model) throws IOException {
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.open(model(model))) {
            for (String photo : SharedData.PHOTOS) {
                Path golden = SharedData.path("golden/" + model + "/" + photo);

                Explanation explanation = mapper.explain(
                        ImageIO.read(SharedData.path("images/photos/" + photo + ".png")
                                .toFile()),
                        5);

                checkLogits(explanation, Npy.read(golden.resolve("logits.npy")).floats());
                assertThat(classes(explanation)).as(photo).isEqualTo(topFive(golden));
                checkMaps(explanation, Npy.read(golden.resolve("cam-raw.npy")).floats());
                checkCompleteness(explanation);
            }
        }
    }

    @ParameterizedTest(name = "{0} explains all photos of a list in one pass as one by one")
    @ValueSource(strings = {"resnet18", "squeezenet1_1"})
    void listsAgreeWithSingleImages(String model) throws IOException {
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.open(model(model))) {
            List<BufferedImage> images = new ArrayList<>();
            for (String photo : SharedData.PHOTOS.subList(0, 3)) {
                images.add(ImageIO.read(
                        SharedData.path("images/photos/" + photo + ".png").toFile()));
            }

            List<Explanation> together = mapper.explainAll(images, 5);

            for (int i = 0; i < images.size(); i++) {
                Explanation alone = mapper.explain(images.get(i), 5);
                assertThat(classes(together.get(i))).isEqualTo(classes(alone));
                checkLogits(together.get(i), alone.logits());
            }
        }
    }

    @ParameterizedTest(name = "{0} has a {1} head tapped at its features")
    @CsvSource({"resnet18,GAP_LINEAR,512", "densenet161,GAP_LINEAR,2208", "squeezenet1_1,CONV_GAP,512"})
    void findsTheHead(String model, HeadKind kind, int channels) {
        ModelReport report = ModelReport.of(model(model));

        assertThat(report.problem()).isEmpty();
        assertThat(report.head().orElseThrow().kind()).isEqualTo(kind);
        assertThat(report.head().orElseThrow().channels()).isEqualTo(channels);
        assertThat(report.head().orElseThrow().classes()).isEqualTo(1000);
    }

    @ParameterizedTest(name = "{0} gives the golden maps from the golden tensor")
    @MethodSource("models")
    void explainsATensorMadeElsewhere(String model) {
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.open(model(model))) {
            float[] tensor =
                    Npy.read(SharedData.path("golden/input/cat/tensor.npy")).floats();

            Explanation explanation = mapper.explain(InputTensor.of(3, 224, 224, tensor, 224, 224), 5);

            checkMaps(
                    explanation,
                    Npy.read(SharedData.path("golden/" + model + "/cat/cam-raw.npy"))
                            .floats());
        }
    }

    private static Path model(String name) {
        return SharedData.path("models/" + name + ".onnx");
    }

    private static List<Integer> classes(Explanation explanation) {
        return explanation.activations().stream().map(ClassActivation::index).toList();
    }

    private static List<Integer> topFive(Path golden) throws IOException {
        String json = Files.readString(golden.resolve("top5.json"));
        String list = json.substring(json.indexOf('[') + 1, json.indexOf(']'));
        return Stream.of(list.split(",", -1))
                .map(String::strip)
                .map(Integer::valueOf)
                .toList();
    }

    private static void checkLogits(Explanation explanation, float[] expected) {
        float[] logits = explanation.logits();
        assertThat(logits).hasSameSizeAs(expected);
        for (int i = 0; i < logits.length; i++) {
            assertThat(logits[i]).isCloseTo(expected[i], within(1e-4f * Math.max(1f, Math.abs(expected[i]))));
        }
    }

    private static void checkMaps(Explanation explanation, float[] expected) {
        int at = 0;
        for (ClassActivation activation : explanation.activations()) {
            float[] map = activation.linearMap().values();
            float range = activation.linearMap().max() - activation.linearMap().min();
            for (float value : map) {
                assertThat(value).isCloseTo(expected[at++], within(1e-4f * range));
            }
        }
        assertThat(at).isEqualTo(expected.length);
    }

    private static void checkCompleteness(Explanation explanation) {
        for (ClassActivation activation : explanation.activations()) {
            assertThat(activation.completenessError())
                    .isLessThanOrEqualTo(1e-4 * Math.max(1, Math.abs(activation.logit())));
        }
    }
}
