package io.cam4j.onnx;

import static io.cam4j.onnx.TestModel.CHANNELS;
import static io.cam4j.onnx.TestModel.CLASSES;
import static io.cam4j.onnx.TestModel.integer;
import static io.cam4j.onnx.TestModel.ints;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.cam4j.CamModelException;
import io.cam4j.ClassActivation;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.network.ScoreKind;
import io.cam4j.preprocessing.ChannelOrder;
import io.cam4j.preprocessing.ElementType;
import io.cam4j.preprocessing.Preprocessing;
import io.cam4j.preprocessing.TensorLayout;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inputs of every kind, on plain models of a few nodes. */
class InputsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} pixels")
    @ValueSource(ints = {160, 192, 227})
    void squaresOfAnySize(int size) {
        TestModel model = TestModel.body(0, size).linearHead().output("logits", 0, CLASSES);
        try (ClassActivationMapper mapper = explained(model)) {
            assertThat(mapper.provenance().preprocessing().width()).isEqualTo(size);
        }
    }

    @Test
    void pixelsOfOneChannel() {
        TestModel model = headed(new TestModel()
                .input("input", 0, 1, 16, 16)
                .random("w1", CHANNELS, 1, 1, 1)
                .node("Conv", "c", "input w1"));
        try (ClassActivationMapper mapper = explained(model)) {
            assertThat(mapper.provenance().preprocessing().channels()).isEqualTo(ChannelOrder.GRAY);
        }
    }

    @Test
    void channelsLast() {
        TestModel model = headed(new TestModel()
                .input("input", 0, 16, 16, 3)
                .node("Transpose", "first", "input", ints("perm", 0, 3, 1, 2))
                .random("w1", CHANNELS, 3, 1, 1)
                .node("Conv", "c", "first w1"));
        try (ClassActivationMapper mapper = explained(model)) {
            assertThat(mapper.provenance().preprocessing().layout()).isEqualTo(TensorLayout.NHWC);
        }
    }

    @Test
    void bytes() {
        TestModel model = headed(new TestModel()
                .typedInput("input", DataType.UINT8, 0, 3, 16, 16)
                .node("Cast", "x", "input", integer("to", 1))
                .random("w1", CHANNELS, 3, 1, 1)
                .node("Conv", "c", "x w1"));
        try (ClassActivationMapper mapper = explained(model)) {
            Preprocessing recipe = mapper.provenance().preprocessing();
            assertThat(recipe.type()).isEqualTo(ElementType.UINT8);
            assertThat(recipe.scale()).isEqualTo(1);
        }
    }

    @ParameterizedTest(name = "batch {0}")
    @CsvSource({"0, 1", "1, 3", "2, 2"})
    void batchesFixedAndFree(int batch, int atLeastRuns) {
        TestModel model = TestModel.body(batch, 16).linearHead().output("logits", batch, CLASSES);
        try (ClassActivationMapper mapper = explained(model)) {
            List<Explanation> several =
                    mapper.explainAll(Collections.nCopies(3, OnnxClassActivationMapperTest.image(3)), 1);

            assertThat(several).as("in %d runs or more", atLeastRuns).hasSize(3);
            assertThat(several.get(2).top().logit())
                    .isEqualTo(several.get(0).top().logit());
        }
    }

    @Test
    void featuresWithChannelsLastAreTurned() {
        TestModel model = TestModel.body(0, 16)
                .node("Transpose", "last", "features", ints("perm", 0, 2, 3, 1))
                .node("Relu", "tap", "last")
                .node("ReduceMean", "flat", "tap", ints("axes", 1, 2), integer("keepdims", 0))
                .random("w", CHANNELS, CLASSES)
                .node("MatMul", "out", "flat w")
                .output("out", 0, CLASSES);
        try (ClassActivationMapper mapper = explained(model)) {
            assertThat(mapper.provenance().head().tap()).isEqualTo("tap");
        }
    }

    @Test
    void modelsThatAnswerForEachClassByItself() {
        TestModel model = TestModel.body(0, 16)
                .linearHead()
                .node("Sigmoid", "p", "logits")
                .output("p", 0, CLASSES);
        try (ClassActivationMapper mapper = explained(model)) {
            assertThat(mapper.provenance().head().scores()).isEqualTo(ScoreKind.SIGMOID);
            ClassActivation top =
                    mapper.explain(OnnxClassActivationMapperTest.image(3), 1).top();
            assertThat(top.probability()).isEqualTo((float) (1 / (1 + Math.exp(-top.logit()))));
        }
    }

    @Test
    void aPoolThatLeavesARowOutIsRefuted() {
        TestModel model = TestModel.body(0, 16)
                .node("AveragePool", "pooled", "features", ints("kernel_shape", 7, 7), ints("strides", 8, 8))
                .node("Flatten", "flat", "pooled")
                .random("w", CHANNELS, CLASSES)
                .node("MatMul", "out", "flat w")
                .output("out", 0, CLASSES);

        assertThatThrownBy(() ->
                        OnnxClassActivationMapper.open(model.write(folder)).close())
                .isInstanceOf(CamModelException.class)
                .hasMessageContaining("should be its logit")
                .hasMessageContaining("the features 'features' and the weights 'w' do not belong to these logits");
    }

    @Test
    void aTensorTappedBeforeTheReluIsRefused() {
        Path model =
                TestModel.body(0, 16).linearHead().output("logits", 0, CLASSES).write(folder);

        assertThatThrownBy(() -> OnnxClassActivationMapper.builder(model)
                        .features("stem")
                        .open()
                        .close())
                .isInstanceOf(CamModelException.class)
                .hasMessageContaining("the head's features are the tensor 'features', not 'stem'");
    }

    private static TestModel headed(TestModel body) {
        return body.node("Relu", "features", "c").linearHead().output("logits", 0, CLASSES);
    }

    /** Opens a model and checks that its maps account for its logits. */
    private ClassActivationMapper explained(TestModel model) {
        ClassActivationMapper mapper = OnnxClassActivationMapper.open(model.write(folder));
        Explanation explanation = mapper.explain(OnnxClassActivationMapperTest.image(3), CLASSES);
        for (ClassActivation activation : explanation.activations()) {
            assertThat(activation.completenessError()).isLessThan(1e-5 * Math.max(1, Math.abs(activation.logit())));
        }
        return mapper;
    }
}
