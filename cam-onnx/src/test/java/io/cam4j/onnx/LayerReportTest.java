package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.testing.SharedData;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Layers of published networks, beside the tables of He et al., "Deep Residual Learning for Image Recognition" (table 1),
 * Huang et al., "Densely Connected Convolutional Networks" (table 1) and torchvision's SqueezeNet 1.1. The depth of the last
 * features is the number in a network's name less its classifier.
 */
class LayerReportTest {
    @ParameterizedTest(name = "{1} of {0}")
    @CsvSource({
        "resnet18, maxpool, 64, 56, 4, 1",
        "resnet18, layer1, 64, 56, 4, 5",
        "resnet18, layer2, 128, 28, 8, 9",
        "resnet18, layer3, 256, 14, 16, 13",
        "resnet18, layer4, 512, 7, 32, 17",
        "squeezenet1_1, features.7, 256, 27, 8, 9",
        "squeezenet1_1, features, 512, 13, 16, 17",
        "densenet161, features.denseblock1, 384, 56, 4, 13",
        "densenet161, features.transition1, 192, 28, 8, 14",
        "densenet161, features.denseblock3, 2112, 14, 16, 111",
        "densenet161, features.denseblock4, 2208, 7, 32, 160"
    })
    void namesShapesDepthsAndStridesAreThePublishedOnes(
            String model, String name, int channels, int side, double stride, int depth) {
        List<LayerReport> layers = LayerReport.of(SharedData.path("models/%s.onnx".formatted(model)));

        assertThat(layers.stream().filter(layer -> layer.name().equals("net." + name)))
                .singleElement()
                .satisfies(layer -> {
                    assertThat(List.of(layer.channels(), layer.height(), layer.width()))
                            .containsExactly(channels, side, side);
                    assertThat(layer.stride()).isEqualTo(stride);
                    assertThat(layer.depth()).isEqualTo(depth);
                });
        assertThat(layers.stream().filter(LayerReport::head)).hasSize(1);
    }
}
