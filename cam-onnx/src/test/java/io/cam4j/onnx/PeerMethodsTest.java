package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.ActivationMap;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.Request;
import io.cam4j.method.CamMethod;
import io.cam4j.method.Methods;
import io.cam4j.testing.SharedData;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Methods beside pytorch-grad-cam's, which runs a backward pass: from the photo to the enlarged map, by its preset. Nowhere
 * here is the peer wrong: Ablation-CAM and Score-CAM, of which it is, have no closed form there to compare with.
 */
class PeerMethodsTest {
    @ParameterizedTest(name = "{0}, {1}, {2}: all methods are those of pytorch-grad-cam")
    @CsvSource({
        "resnet18, layer4, both",
        "resnet18, layer4, cat",
        "squeezenet1_1, features, both",
        "squeezenet1_1, features, cat"
    })
    void allMethodsAreThoseOfThePeer(String model, String layer, String photo) throws IOException {
        List<CamMethod> methods =
                PeerMaps.NAMES.keySet().stream().sorted().map(Methods::named).toList();
        try (ClassActivationMapper mapper =
                OnnxClassActivationMapper.open(SharedData.path("models/%s.onnx".formatted(model)))) {
            Explanation explanation = mapper.explain(
                    ImageIO.read(SharedData.path("images/photos/%s.png".formatted(photo))
                            .toFile()),
                    Request.top(1).by(methods));

            for (CamMethod method : methods) {
                ActivationMap map = explanation.by(method.name()).top().map();
                assertThat(PeerMaps.difference(model, layer, photo, method.name(), map))
                        .as(method.name())
                        .isLessThanOrEqualTo(1e-4);
            }
        }
    }
}
