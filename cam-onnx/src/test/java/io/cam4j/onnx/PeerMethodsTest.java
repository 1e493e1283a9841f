package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.ActivationMap;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.Request;
import io.cam4j.heat.HeatMap;
import io.cam4j.heat.HeatPreset;
import io.cam4j.method.CamMethod;
import io.cam4j.method.Methods;
import io.cam4j.preprocessing.Geometry;
import io.cam4j.testing.Npy;
import io.cam4j.testing.SharedData;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Methods beside pytorch-grad-cam's, which runs a backward pass: from the photo to the enlarged map, by its preset. Nowhere
 * here is the peer wrong: Ablation-CAM and Score-CAM, of which it is, have no closed form there to compare with.
 */
class PeerMethodsTest {
    private static final Map<String, String> PEERS = Map.of(
            "grad-cam", "GradCAM",
            "hires-cam", "HiResCAM",
            "grad-cam-elementwise", "GradCAMElementWise",
            "grad-cam++", "GradCAMPlusPlus",
            "xgrad-cam", "XGradCAM",
            "layer-cam", "LayerCAM",
            "fem", "FEM",
            "eigen-cam", "EigenCAM",
            "eigen-grad-cam", "EigenGradCAM",
            "kpca-cam", "KPCA_CAM");

    /** Of these the peer's sign is that of its linear algebra library. */
    private static final List<String> SIGNLESS = List.of("eigen-cam", "eigen-grad-cam", "kpca-cam");

    @ParameterizedTest(name = "{0}, {1}, {2}: all methods are those of pytorch-grad-cam")
    @CsvSource({
        "resnet18, layer4, both",
        "resnet18, layer4, cat",
        "squeezenet1_1, features, both",
        "squeezenet1_1, features, cat"
    })
    void allMethodsAreThoseOfThePeer(String model, String layer, String photo) throws IOException {
        List<CamMethod> methods =
                PEERS.keySet().stream().sorted().map(Methods::named).toList();
        try (ClassActivationMapper mapper =
                OnnxClassActivationMapper.open(SharedData.path("models/%s.onnx".formatted(model)))) {
            Explanation explanation = mapper.explain(
                    ImageIO.read(SharedData.path("images/photos/%s.png".formatted(photo))
                            .toFile()),
                    Request.top(1).by(methods));

            for (CamMethod method : methods) {
                float[] expected = Npy.read(SharedData.path(
                                "golden/peer/%s/%s/%s/%s.npy".formatted(model, layer, photo, PEERS.get(method.name()))))
                        .floats();
                ActivationMap map = explanation.by(method.name()).top().map();
                double difference = difference(map, expected);
                if (SIGNLESS.contains(method.name())) {
                    difference = Math.min(difference, difference(negated(map), expected));
                }
                assertThat(difference).as(method.name()).isLessThanOrEqualTo(1e-4);
            }
        }
    }

    private static ActivationMap negated(ActivationMap map) {
        float[] values = map.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = -values[i];
        }
        return ActivationMap.of(map.height(), map.width(), values);
    }

    private static double difference(ActivationMap map, float... expected) {
        float[] heat = HeatMap.of(map, Geometry.stretch(224, 224, 224, 224), HeatPreset.PYTORCH_GRAD_CAM)
                .values();
        double most = 0;
        for (int i = 0; i < expected.length; i++) {
            most = Math.max(most, Math.abs(heat[i] - expected[i]));
        }
        return most;
    }
}
