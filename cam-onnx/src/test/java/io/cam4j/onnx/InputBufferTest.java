package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import io.cam4j.preprocessing.ElementType;
import java.nio.FloatBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InputBufferTest {
    @ParameterizedTest
    @EnumSource
    void fewValuesAreRepeatedUntilTheMemoryIsFull(ElementType type) throws OrtException {
        try (InputBuffer input = InputBuffer.of("input", type, new long[] {1, 7})) {
            input.put(FloatBuffer.wrap(new float[] {9, 9, 9, 9, 9, 9, 9}));

            FloatBuffer some =
                    FloatBuffer.wrap(new float[] {1, 2, 3, 9}).limit(3).position(2);
            input.put(some);

            assertThat(some.position()).isEqualTo(3);
            assertThat(some.limit()).isEqualTo(3);
            assertThat(input.tensor().getInfo().getShape()).containsExactly(1, 7);
            assertThat(values(input, type)).containsExactly(1, 2, 3, 1, 2, 3, 1);
        }
    }

    private static float[] values(InputBuffer input, ElementType type) {
        float[] values = new float[7];
        if (type == ElementType.UINT8) {
            byte[] bytes = new byte[7];
            input.tensor().getByteBuffer().get(bytes);
            for (int i = 0; i < 7; i++) {
                values[i] = bytes[i];
            }
        } else {
            input.tensor().getFloatBuffer().get(values);
        }
        return values;
    }

    @Test
    void noneAndTooManyAreRefused() throws OrtException {
        try (InputBuffer input = InputBuffer.of("input", ElementType.FLOAT32, new long[] {1, 7})) {
            assertThatThrownBy(() -> input.put(FloatBuffer.allocate(0)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("1 to 7 values expected, got 0");
            assertThatThrownBy(() -> input.put(FloatBuffer.allocate(8)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("1 to 7 values expected, got 8");
        }
    }
}
