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

        assertThat(tensor.geometries()).containsExactly(Geometry.stretch(7, 5, 2, 1));
        assertThat(tensor.layout()).isEqualTo(TensorLayout.NCHW);
        assertThat(tensor).hasToString("[1, 1, 1, 2] NCHW");
    }

    @Test
    void theNumberOfValuesMustFit() {
        assertThatThrownBy(() -> InputTensor.of(3, 2, 2, new float[11], 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("one or more pictures of 3 × 2 × 2 values expected, got 1 pictures and 11 values");
    }

    @Test
    void tensorsAreJoinedInTheirOrder() {
        InputTensor joined =
                InputTensor.concat(List.of(tensor(1, 2), tensor(3, 4).padTo(2), tensor(5, 6)));

        assertThat(PreprocessingTest.values(joined)).containsExactly(1, 2, 3, 4, 3, 4, 5, 6);
        assertThat(joined.count()).isEqualTo(4);
        assertThat(joined.geometries()).hasSize(4);
    }

    @Test
    void onlyTensorsOfOneShapeAreJoined() {
        assertThatThrownBy(() -> InputTensor.concat(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("one or more tensors expected, got none");
        assertThatThrownBy(() -> InputTensor.concat(List.of(tensor(1, 2), tensor(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tensors of one shape expected, got [1, 1, 1, 2] NCHW and [1, 1, 1, 1] NCHW");
    }

    @Test
    void paddingRepeatsTheLastPicture() {
        InputTensor two = InputTensor.concat(List.of(tensor(1, 2), InputTensor.of(1, 1, 2, new float[] {3, 4}, 9, 9)));

        InputTensor padded = two.padTo(4);

        assertThat(PreprocessingTest.values(padded)).containsExactly(1, 2, 3, 4, 3, 4, 3, 4);
        assertThat(padded.geometries().get(3)).isEqualTo(Geometry.stretch(9, 9, 2, 1));
        assertThatThrownBy(() -> two.padTo(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 or more pictures expected, got 1");
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
