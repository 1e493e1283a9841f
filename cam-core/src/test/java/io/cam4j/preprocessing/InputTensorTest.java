package io.cam4j.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ReadOnlyBufferException;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputTensorTest {
    private static InputTensor tensor(float... values) {
        return InputTensor.of(1, 1, values.length, values, 7, 5);
    }

    @Test
    void theValuesAreACopyAndReadOnly() {
        float[] values = {1, 2};
        InputTensor tensor = tensor(values);
        values[0] = 99;

        assertThat(tensor.values().get(0)).isEqualTo(1);
        assertThatThrownBy(() -> tensor.values().put(0, 99f)).isInstanceOf(ReadOnlyBufferException.class);
        tensor.values().get();
        assertThat(tensor.values().position()).as("each view is its own").isZero();
    }

    @Test
    void aTensorMadeElsewhereIsAStretchedPicture() {
        InputTensor tensor = tensor(1, 2);

        assertThat(tensor.geometry()).isEqualTo(Geometry.stretch(7, 5, 2, 1));
        assertThat(tensor.layout()).isEqualTo(TensorLayout.NCHW);
        assertThat(tensor).hasToString("[1, 1, 1, 2] NCHW");
    }

    @Test
    void theNumberOfValuesMustFit() {
        assertThatThrownBy(() -> InputTensor.of(3, 2, 2, new float[11], 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("3 × 2 × 2 values expected, got 11");
    }

    @Test
    void aFixedBatchIsFilledWithItsLastPicture() {
        InputTensor one = tensor(1, 2);
        InputTensor two = tensor(3, 4);
        InputSpec four = new InputSpec(4, 1, 1, 2, TensorLayout.NCHW, ElementType.FLOAT32);
        InputSpec free = new InputSpec(InputSpec.FREE, 1, 1, 2, TensorLayout.NCHW, ElementType.FLOAT32);

        assertThat(four.filled(List.of(one, two))).containsExactly(one, two, two, two);
        assertThat(free.filled(List.of(one, two))).containsExactly(one, two);
        assertThatThrownBy(() -> four.filled(List.of(one, one, one, one, two)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("at most 4 pictures a run expected, got 5");
    }

    @Test
    void aMaskCountsForAllChannelsInEitherLayout() {
        float[] values = {1, 2, 3, 4, 5, 6};

        assertThat(PreprocessingTest.values(
                        InputTensor.of(3, 1, 2, values, 2, 1).masked(0.5f, 2)))
                .containsExactly(0.5f, 4, 1.5f, 8, 2.5f, 12);
        InputTensor last = new InputTensor(3, 1, 2, TensorLayout.NHWC, Geometry.stretch(2, 1, 2, 1), values);
        assertThat(PreprocessingTest.values(last.masked(0.5f, 2))).containsExactly(0.5f, 1, 1.5f, 8, 10, 12);
        assertThatThrownBy(() -> last.masked(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a mask of 1 × 2 expected, got 1 values");
    }

    @Test
    void aNetworkTakesOneOrThreeChannels() {
        assertThatThrownBy(() -> new InputSpec(1, 4, 2, 2, TensorLayout.NCHW, ElementType.FLOAT32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("1 or 3 input channels expected, got 4");
        assertThatThrownBy(() -> new InputSpec(-1, 3, 2, 2, TensorLayout.NCHW, ElementType.FLOAT32))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sizes of 0 (free) or more expected, got batch -1, height 2, width 2");
    }
}
