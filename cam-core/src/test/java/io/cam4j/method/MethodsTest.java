package io.cam4j.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cam4j.network.Activation;
import io.cam4j.network.Head;
import io.cam4j.network.HeadKind;
import io.cam4j.network.ScoreKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MethodsTest {
    private static final Head LINEAR = new Head(HeadKind.GAP_LINEAR, "features", "fc.weight", 2, 3, Activation.NONE);

    @Test
    void everyMethodIsFoundByItsNameAndSaysWhatItIs() {
        assertThat(Methods.all()).extracting(CamMethod::name).doesNotHaveDuplicates();
        assertThat(Methods.all()).extracting(CamMethod::name).startsWith("cam").hasSize(19);
        for (CamMethod method : Methods.all()) {
            assertThat(Methods.named(method.name())).isSameAs(method);
            assertThat(method).hasToString(method.name());
            assertThat(method.cost()).isNotBlank();
            assertThat(method.paper()).isNotBlank();
        }
    }

    @Test
    void anUnknownNameIsAnsweredWithAllThatAreKnown() {
        assertThatThrownBy(() -> Methods.named("gradcam"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("one of the methods auto, cam, grad-cam, hires-cam, xgrad-cam, layer-cam, grad-cam++, "
                        + "grad-cam-elementwise, ablation-cam, recipro-cam, finer-cam, softmax-grad-cam, eigen-cam, "
                        + "eigen-grad-cam, kpca-cam, fem, score-cam, ss-cam, is-cam, rise expected, got 'gradcam'");
    }

    @Test
    void aMethodThatDoesNotHoldIsRefusedByNameWithThoseThatDo() {
        Head multiLabel = LINEAR.withScores(ScoreKind.SIGMOID);

        assertThatThrownBy(() -> Methods.check(Methods.softmaxGradCam(), multiLabel))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("softmax-grad-cam holds for any head, this model's head is gap-linear with sigmoid "
                        + "scores. Methods that hold for it: cam, grad-cam, hires-cam, xgrad-cam, layer-cam, grad-cam++, "
                        + "grad-cam-elementwise, ablation-cam, recipro-cam, finer-cam, eigen-cam, eigen-grad-cam, "
                        + "kpca-cam, fem, score-cam, ss-cam, is-cam, rise");
        Methods.check(Methods.softmaxGradCam(), LINEAR);
    }

    @ParameterizedTest(name = "''{0}'' is no name of a method")
    @ValueSource(
            strings = {"", "Cam", "9cam", "my cam", "../cam", "cam/x", "a234567890123456789012345678901234567890x"})
    void namesThatAreNoneAreRefused(String name) {
        assertThatThrownBy(() -> Methods.gradCam().withTarget(name, Target.softmax()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got '%s'".formatted(name));
    }

    @Test
    void aTargetIsForMethodsOnGradients() {
        assertThatThrownBy(() -> Methods.cam().withTarget("my-cam", Target.softmax()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a target is for a method on gradients, such as grad-cam; cam is none");
        CamMethod ofLog = Methods.layerCam().withTarget("log-layer-cam", Target.logSoftmax());
        assertThat(ofLog).hasToString("log-layer-cam");
        assertThat(ofLog.paper()).isEqualTo(Methods.layerCam().paper());
        assertThat(ofLog.holdsFor(LINEAR)).isTrue();
    }

    @Test
    void finerCamWantsReferencesAndAnAlphaThatIsANumber() {
        assertThatThrownBy(() -> Methods.finerCam(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Methods.finerCam(Double.NaN, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("α from 0 and one or more references expected, got NaN and 3");
    }
}
