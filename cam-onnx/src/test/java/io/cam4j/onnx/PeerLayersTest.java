package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.ActivationMap;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.Request;
import io.cam4j.method.CamMethod;
import io.cam4j.method.MaskGrid;
import io.cam4j.method.Methods;
import io.cam4j.testing.SharedData;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Methods at layers named as in PyTorch, beside pytorch-grad-cam, from the photo to the enlarged map by its preset. Two layers
 * are asked for at once, so that the last one is not served by closed forms but by real gradients too.
 */
class PeerLayersTest {
    private static final double BAR = 1e-3;

    @ParameterizedTest(name = "{0} at {1} and {2}, {3}")
    @CsvSource({
        "resnet18, layer3, layer4, cat",
        "resnet18, layer3, layer4, both",
        "squeezenet1_1, features.7, features, cat",
        "squeezenet1_1, features.7, features, both"
    })
    void gradientMethodsAgreeWithPyTorchGradCamAtAnyLayer(String model, String early, String last, String photo)
            throws IOException {
        List<CamMethod> methods =
                PeerMaps.NAMES.keySet().stream().sorted().map(Methods::named).toList();
        try (ClassActivationMapper mapper =
                OnnxClassActivationMapper.open(SharedData.path("models/%s.onnx".formatted(model)))) {
            Explanation explanation = mapper.explain(
                    ImageIO.read(SharedData.path("images/photos/%s.png".formatted(photo))
                            .toFile()),
                    Request.top(1).by(methods).at(early, last));

            assertThat(explanation.layers()).containsExactly(early, last);
            for (String layer : explanation.layers()) {
                for (CamMethod method : methods) {
                    ActivationMap map =
                            explanation.at(layer).by(method.name()).top().map();
                    assertThat(PeerMaps.difference(model, layer, photo, method.name(), map))
                            .as("%s at %s", method.name(), layer)
                            .isLessThanOrEqualTo(BAR);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} at {1}, {2}")
    @CsvSource({
        "squeezenet1_1, features, cat",
        "squeezenet1_1, features, both",
        "squeezenet1_1, features.7, cat",
        "squeezenet1_1, features.7, both",
        "resnet18, layer4, cat",
        "resnet18, layer4, both",
        "resnet18, layer3, cat",
        "resnet18, layer3, both"
    })
    void scoreCamAgreesWithPyTorchGradCam(String model, String layer, String photo) throws IOException {
        assertThat(scoreCamDifference(model, layer, photo)).isLessThanOrEqualTo(0.05);
    }

    /** Masks laid out as the peer does. */
    private static double scoreCamDifference(String model, String layer, String photo) throws IOException {
        try (ClassActivationMapper mapper =
                OnnxClassActivationMapper.open(SharedData.path("models/%s.onnx".formatted(model)))) {
            Explanation explanation = mapper.explain(
                    ImageIO.read(SharedData.path("images/photos/%s.png".formatted(photo))
                            .toFile()),
                    Request.top(1).by(Methods.scoreCam(MaskGrid.CORNERS)).at(layer));
            double difference = PeerMaps.difference(
                    model, layer, photo, "ScoreCAM", explanation.top().map());
            return difference;
        }
    }
}
