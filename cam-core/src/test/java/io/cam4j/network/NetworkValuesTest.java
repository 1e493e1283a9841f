package io.cam4j.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What describes a network: weights, head, file. */
class NetworkValuesTest {
    @Test
    void rowsOfWeightsAreWrittenOneBehindTheOther() {
        ClassifierWeights weights = ClassifierWeights.of(3, 2, new float[] {1, 2, 3, 4, 5, 6}, new float[] {7, 8, 9});
        FloatBuffer target = FloatBuffer.allocate(5);
        target.put(0f);

        weights.putRow(2, target);
        weights.putRow(0, target);

        assertThat(target.array()).containsExactly(0, 5, 6, 1, 2);
        assertThat(weights.bias(1)).isEqualTo(8);
        assertThat(weights.classes()).isEqualTo(3);
        assertThat(weights.channels()).isEqualTo(2);
    }

    @Test
    void unknownRowsAreRefused() {
        ClassifierWeights weights = ClassifierWeights.of(1, 2, new float[] {1, 2}, new float[] {3});

        assertThatThrownBy(() -> weights.putRow(1, FloatBuffer.allocate(2)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> weights.putRow(-1, FloatBuffer.allocate(2)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> weights.bias(1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /* W = [1 2; 3 4; 5 6], b = 7 8 9: half of the first class less the last is ½·(1 2) − (5 6), ½·7 − 9. */
    @Test
    void seedsArePulledBackThroughTheWeights() {
        ClassifierWeights weights = ClassifierWeights.of(3, 2, new float[] {1, 2, 3, 4, 5, 6}, new float[] {7, 8, 9});
        FloatBuffer rows = FloatBuffer.allocate(4);

        assertThat(weights.pullBack(Seeds.ofClasses(2, 0), rows)).containsExactly(9, 7);
        assertThat(rows.array()).containsExactly(5, 6, 1, 2);

        assertThat(weights.pullBack(Seeds.of(2, 0.5f, 0, -1, 0, 1, 0), rows.clear()))
                .containsExactly(-5.5, 8);
        assertThat(rows.array()).containsExactly(-4.5f, -5, 3, 4);
    }

    @Test
    void rowsMayBeMadeWhenTheyAreAskedFor() {
        ClassifierWeights weights = ClassifierWeights.of(
                3, 2, row -> FloatBuffer.wrap(new float[] {2 * row + 1, 2 * row + 2}), FloatBuffer.wrap(new float[] {
                    7, 8, 9
                }));
        FloatBuffer rows = FloatBuffer.allocate(2);

        assertThat(weights.pullBack(Seeds.ofClasses(2), rows)).containsExactly(9);
        assertThat(rows.array()).containsExactly(5, 6);
        assertThat(weights.pullBack(Seeds.of(1, 0.5f, 0, -1), rows.clear())).containsExactly(-5.5);
        assertThat(rows.array()).containsExactly(-4.5f, -5);
        assertThatThrownBy(() -> weights.putRow(3, rows.clear())).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void rowsMayBeTheSameBufferEachTime() {
        FloatBuffer[] kept = {
            FloatBuffer.wrap(new float[] {9, 1, 2}).position(1),
            FloatBuffer.wrap(new float[] {3, 4, 9}).limit(2)
        };
        ClassifierWeights weights = ClassifierWeights.of(2, 2, row -> kept[row], FloatBuffer.allocate(2));
        FloatBuffer rows = FloatBuffer.allocate(4);

        weights.pullBack(Seeds.ofClasses(1, 1), rows);
        assertThat(rows.array()).containsExactly(3, 4, 3, 4);
        weights.pullBack(Seeds.of(2, 1, 1, 2, 0), rows.clear());
        assertThat(rows.array()).containsExactly(4, 6, 2, 4);
        assertThat(kept[0].position()).isEqualTo(1);
        assertThat(kept[1].position()).isEqualTo(0);
    }

    @Test
    void rowsOfAnotherLengthAreRefused() {
        for (int length : new int[] {1, 3}) {
            ClassifierWeights weights =
                    ClassifierWeights.of(2, 2, row -> FloatBuffer.allocate(length), FloatBuffer.allocate(2));
            FloatBuffer rows = FloatBuffer.allocate(9);
            String message = "row 1 of the weights: 2 values from position to limit expected, got " + length;

            assertThatThrownBy(() -> weights.putRow(1, rows))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> weights.pullBack(Seeds.ofClasses(1), rows))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> weights.pullBack(Seeds.of(1, 0, 1), rows))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(message);
            assertThat(rows.position()).isEqualTo(0);
        }
    }

    /* Seed i weighs class 0 by i and class 1 by 1: i·(1 2) + (3 4), and i·5 + 6. */
    @Test
    void moreSeedsThanAreSummedAtATimeComeInTheirOrder() {
        ClassifierWeights weights = ClassifierWeights.of(2, 2, new float[] {1, 2, 3, 4}, new float[] {5, 6});
        int count = 19;
        float[] seeds = new float[2 * count];
        float[] expected = new float[2 * count];
        double[] offsets = new double[count];
        for (int i = 0; i < count; i++) {
            seeds[2 * i] = i;
            seeds[2 * i + 1] = 1;
            expected[2 * i] = i + 3;
            expected[2 * i + 1] = 2 * i + 4;
            offsets[i] = 5 * i + 6;
        }
        FloatBuffer rows = FloatBuffer.allocate(2 * count);

        assertThat(weights.pullBack(Seeds.of(count, seeds), rows)).containsExactly(offsets);
        assertThat(rows.array()).containsExactly(expected);
    }

    @Test
    void seedsAreOfClassesOrWrittenOut() {
        FloatBuffer all = FloatBuffer.allocate(6);
        Seeds.ofClasses(2, 0).put(3, all);
        assertThat(all.array()).containsExactly(0, 0, 1, 1, 0, 0);

        float[] gradients = {1, 2, 3, 4, 5, 6};
        Seeds seeds = Seeds.of(2, gradients);
        gradients[0] = 99;
        seeds.put(3, all.clear());
        assertThat(all.array()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(seeds.isOneHot()).isFalse();
        assertThatThrownBy(() -> seeds.index(0)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void seedsThatDoNotFitAreRefused() {
        ClassifierWeights weights = ClassifierWeights.of(1, 2, new float[] {1, 2}, new float[] {3});
        FloatBuffer rows = FloatBuffer.allocate(2);

        assertThatThrownBy(() -> weights.pullBack(Seeds.ofClasses(0, 1), rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("seeds for 1 classes expected, got the classes [0, 1]");
        assertThatThrownBy(() -> weights.pullBack(Seeds.of(1, 1, 2), rows))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("seeds for 1 classes expected, got rows [1, 2]");
        assertThatThrownBy(() -> Seeds.of(2, 1, 2, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(Seeds::ofClasses).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void weightsAreCopies() {
        float[] rows = {1, 2};
        float[] bias = {3};
        ClassifierWeights weights = ClassifierWeights.of(1, 2, rows, bias);
        rows[0] = 99;
        bias[0] = 99;
        FloatBuffer target = FloatBuffer.allocate(2);

        weights.putRow(0, target);

        assertThat(target.array()).containsExactly(1, 2);
        assertThat(weights.bias(0)).isEqualTo(3);
    }

    @Test
    void weightsInBuffersAreReadWhereTheyStandFromPositionToLimit() {
        ByteBuffer file = ByteBuffer.allocateDirect(1 + 6 * Float.BYTES) // as a mapped file is: at an odd place
                .position(1)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN);
        file.asFloatBuffer().put(new float[] {9, 1, 2, 3, 4, 9});
        ByteBuffer readOnly = file.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer rows = readOnly.asFloatBuffer().limit(5).position(1);
        FloatBuffer bias = FloatBuffer.wrap(new float[] {9, 5, 6}).position(1);
        ClassifierWeights weights = ClassifierWeights.of(2, 2, rows, bias);
        assertThat(rows.position()).isEqualTo(1);
        assertThat(bias.position()).isEqualTo(1);

        rows.limit(6).position(6); // moves nothing of the weights
        file.putFloat(3 * Float.BYTES, 30); // read where it stands
        FloatBuffer target = FloatBuffer.allocate(3).put(0);
        weights.putRow(1, target);

        assertThat(target.array()).containsExactly(0, 30, 4);
        assertThat(target.hasRemaining()).isFalse();
        assertThat(weights.bias(1)).isEqualTo(6);
        FloatBuffer sum = FloatBuffer.allocate(2);
        assertThat(weights.pullBack(Seeds.of(1, 2, 1), sum)).containsExactly(2 * 5 + 6);
        assertThat(sum.array()).containsExactly(2 * 1 + 30, 2 * 2 + 4);
        assertThatThrownBy(() -> weights.putRow(0, FloatBuffer.allocate(1)))
                .isInstanceOf(BufferOverflowException.class);
        assertThatThrownBy(() -> weights.putRow(2, FloatBuffer.allocate(2)))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> weights.putRow(-1, FloatBuffer.allocate(2)))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void weightsAndBiasMustFitTheirShape() {
        assertThatThrownBy(() -> ClassifierWeights.of(2, 3, new float[5], new float[2]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weights [K, C] = [2, 3] and bias [K] expected, got 5 weights and 2 biases");
        assertThatThrownBy(() -> ClassifierWeights.of(2, 3, new float[6], new float[3]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("weights [K, C] = [2, 3] and bias [K] expected, got 6 weights and 3 biases");
        assertThatThrownBy(() -> ClassifierWeights.of(0, 3, new float[0], new float[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aHeadHasChannelsAndClasses() {
        assertThatThrownBy(() -> new Head(HeadKind.GAP_LINEAR, "features", "w", 0, 5, Activation.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("positive channels and classes expected, got 0 and 5");
        assertThat(new Head(HeadKind.GAP_LINEAR, "features", "w", 4, 5, Activation.NONE))
                .isEqualTo(new Head(HeadKind.GAP_LINEAR, "features", "w", 4, 5, Activation.NONE));
    }

    @Test
    void onlyAConvolutionBeforeThePoolHasAnActivation() {
        assertThatThrownBy(() -> new Head(HeadKind.GAP_CONV, "features", "w", 4, 5, Activation.RELU))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("only a conv-gap head has an activation, got RELU on gap-conv");
        assertThat(new Head(HeadKind.CONV_GAP, "features", "w", 4, 5, Activation.RELU).activation())
                .isEqualTo(Activation.RELU);
    }

    @Test
    void kindsAreNamedAsInReports() {
        assertThat(HeadKind.values())
                .extracting(HeadKind::label)
                .containsExactly("gap-linear", "conv-gap", "gap-conv", "gap-tail", "layers");
    }

    @Test
    void reluCutsOffWhatIsNegative() {
        assertThat(Activation.RELU.apply(-2)).isZero();
        assertThat(Activation.RELU.apply(2)).isEqualTo(2);
        assertThat(Activation.RELU.apply(Float.NaN)).isNaN();
        assertThat(Activation.NONE.apply(-2)).isEqualTo(-2);
    }

    @Test
    void theHashIsWaitedFor() {
        CompletableFuture<String> hash = new CompletableFuture<>();
        ModelFile file = ModelFile.from("model.onnx", hash);
        assertThat(file.name()).isEqualTo("model.onnx");

        hash.complete("abc");

        assertThat(file.sha256()).isEqualTo("abc");
        assertThat(ModelFile.of("model.onnx", "def").sha256()).isEqualTo("def");
    }

    @Test
    void aHashThatCouldNotBeComputedIsReported() {
        ModelFile file =
                ModelFile.from("model.onnx", CompletableFuture.failedFuture(new IllegalStateException("file is gone")));

        assertThatThrownBy(file::sha256)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("file is gone");
    }
}
