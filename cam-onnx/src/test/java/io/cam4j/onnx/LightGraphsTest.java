package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.network.Head;
import io.cam4j.testing.SharedData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Heads of published models with old operators; the expected ones were read in the graphs by eye. */
class LightGraphsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "densenet121, gap-conv, r907, fc6_w_0, 1024",
        "inception_v1, gap-linear, r137, r142, 1024",
        "inception_v2, gap-linear, r504, loss3/classifier_w_0, 1024",
        "resnet50, gap-linear, r171, gpu_0/pred_w_0, 2048",
        "shufflenet, gap-linear, r198, gpu_0/pred_w_0, 544",
        "squeezenet, conv-gap, r60, conv10_w_0, 512"
    })
    void headsThatPoolAreFound(String model, String kind, String tap, String weights, int channels) {
        ModelReport report = ModelReport.of(SharedData.path("models/light/light_%s.onnx".formatted(model)));

        Head head = report.head().orElseThrow(() -> new AssertionError(report.problem()));
        assertThat(head.kind().label()).isEqualTo(kind);
        assertThat(head.tap()).isEqualTo(tap);
        assertThat(head.weights()).isEqualTo(weights);
        assertThat(head.channels()).isEqualTo(channels);
        assertThat(head.classes()).isEqualTo(1000);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"bvlc_alexnet, r14, 256", "vgg19, r36, 512", "zfnet512, r14, 512"})
    void headsThatFlattenBeginAtTheirLastPool(String model, String tap, int channels) {
        ModelReport report = ModelReport.of(SharedData.path("models/light/light_%s.onnx".formatted(model)));

        Head head = report.head().orElseThrow(() -> new AssertionError(report.problem()));
        assertThat(head.kind().label()).isEqualTo("layers");
        assertThat(head.tap()).isEqualTo(tap);
        assertThat(head.channels()).isEqualTo(channels);
        assertThat(head.classes()).isEqualTo(1000);
    }
}
