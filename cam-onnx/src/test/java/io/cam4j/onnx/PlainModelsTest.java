package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.cam4j.ClassActivation;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.Request;
import io.cam4j.method.Methods;
import io.cam4j.network.HeadKind;
import io.cam4j.preprocessing.Preprocessing;
import io.cam4j.testing.Npy;
import io.cam4j.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models just as they are, against automatic differentiation in double precision. */
class PlainModelsTest {
    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "mobilenet_v1_0.25_224-tfjs, both",
        "mobilenet_v1_0.25_224-tfjs, elephant",
        "mobilenet_v1_0.25_224-tfjs, kitten",
        "mobilenetv2-torchvision-hybrid, both",
        "mobilenetv2-torchvision-hybrid, elephant",
        "mobilenetv2-torchvision-hybrid, kitten",
        "mobilenet_v3_small-plain, both",
        "mobilenet_v3_small-plain, elephant",
        "mobilenet_v3_small-plain, kitten",
        "shufflenet_v2-plain, both",
        "shufflenet_v2-plain, elephant",
        "shufflenet_v2-plain, kitten",
        "squeezenet-fp16-caffe, both",
        "squeezenet-fp16-caffe, elephant",
        "squeezenet-fp16-caffe, kitten",
        "squeezenet1.1-zoo, both",
        "squeezenet1.1-zoo, elephant",
        "squeezenet1.1-zoo, kitten"
    })
    void classesLogitsAndMapsAreThoseOfTheGradient(String model, String photo) throws IOException {
        Path golden = SharedData.path("golden/plain/%s/%s".formatted(model, photo));
        JsonObject expected = JsonParser.parseString(Files.readString(golden.resolve("top5.json")))
                .getAsJsonObject();
        boolean half = model.contains("fp16");
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.builder(
                        SharedData.path("models/%s.onnx".formatted(model)))
                .preprocessing(preset(expected.get("preprocessing").getAsString()))
                .open()) {
            Explanation explanation = mapper.explain(
                    ImageIO.read(SharedData.path("images/photos/%s.png".formatted(photo))
                            .toFile()),
                    Request.top(5)
                            .by(
                                    Methods.cam(),
                                    Methods.named("grad-cam"),
                                    Methods.named("hires-cam"),
                                    Methods.named("xgrad-cam")));

            assertThat(explanation.activations().stream().map(ClassActivation::index))
                    .containsExactlyElementsOf(expected.getAsJsonArray("classes").asList().stream()
                            .map(JsonElement::getAsInt)
                            .toList());
            checkLogits(explanation, Npy.read(golden.resolve("logits.npy")).floats(), half);
            boolean convolves = mapper.provenance().head().kind() == HeadKind.CONV_GAP;
            for (String method : convolves ? List.of("cam") : explanation.methods()) {
                checkMaps(
                        explanation.by(method),
                        Npy.read(golden.resolve("gradcam-raw.npy")).floats(),
                        half);
            }
            if (!half) {
                assertThat(mapper.provenance().head().kind().label())
                        .as(model)
                        .isIn("gap-linear", "gap-conv", "conv-gap", "gap-tail");
            }
        }
    }

    private static Preprocessing preset(String name) {
        return switch (name) {
            case "tf" -> Preprocessing.tensorFlow();
            case "caffe" -> Preprocessing.caffe();
            default -> Preprocessing.imageNet();
        };
    }

    private static void checkLogits(Explanation explanation, float[] expected, boolean half) {
        float[] logits = explanation.logits();
        double spread = spread(expected);
        for (int i = 0; i < logits.length; i++) {
            double tolerance = half ? 2e-2 * Math.max(1, Math.abs(expected[i])) : 1e-4 * spread;
            assertThat((double) logits[i]).isCloseTo(expected[i], within(tolerance));
        }
        for (ClassActivation activation : explanation.activations()) {
            assertThat(activation.completenessError())
                    .isLessThanOrEqualTo(half ? 5e-3 * Math.max(1, Math.abs(activation.logit())) : 1e-4 * spread);
        }
    }

    private static double spread(float[] values) {
        float most = values[0];
        float least = values[0];
        for (float value : values) {
            most = Math.max(most, value);
            least = Math.min(least, value);
        }
        return most - least;
    }

    /*
     * The golden gradient is that of the tensor which is pooled. Where the pool comes first, all four methods are its sum
     * over channels; where classes are convolved first, what is pooled are the classes' own maps, which are cam's.
     */
    private static void checkMaps(Explanation explanation, float[] expected, boolean half) {
        int at = 0;
        for (ClassActivation activation : explanation.activations()) {
            float[] map = activation.map().values();
            float range = activation.map().max() - activation.map().min();
            for (float value : map) {
                assertThat(value).isCloseTo(expected[at++], within((half ? 2e-2f : 1e-4f) * range));
            }
        }
        assertThat(at).isEqualTo(expected.length);
    }
}
