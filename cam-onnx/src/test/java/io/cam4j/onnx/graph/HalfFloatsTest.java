package io.cam4j.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.platform.Fp16Conversions;
import org.junit.jupiter.api.Test;

class HalfFloatsTest {
    @Test
    void everyHalfIsTheFloatThatOnnxRuntimeTakesItFor() {
        for (int bits = 0; bits <= 0xffff; bits++) {
            float expected = Fp16Conversions.fp16ToFloat((short) bits);

            float value = HalfFloats.fromHalf((short) bits);

            assertThat(Float.floatToIntBits(value)) // signs of zeros too; all that are no numbers are alike
                    .as("%04x", bits)
                    .isEqualTo(Float.floatToIntBits(expected));
        }
    }
}
