package io.cam4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ActivationMapTest {
    private static final ActivationMap MAP = ActivationMap.of(2, 3, 1, -2, 3, 4, 5, 6.5f);

    @Test
    void aMapKnowsItsSizeAndRange() {
        assertThat(MAP.height()).isEqualTo(2);
        assertThat(MAP.width()).isEqualTo(3);
        assertThat(MAP.min()).isEqualTo(-2);
        assertThat(MAP.max()).isEqualTo(6.5f);
        assertThat(MAP.mean()).isEqualTo(17.5 / 6);
        assertThat(MAP.isFlat()).isFalse();
        assertThat(ActivationMap.of(1, 4, -1, -2, 4, 1)).hasToString("1 × 4 map from -2.0 to 4.0 (mean 0.5)");
    }

    @Test
    void cellsStandRowByRow() {
        assertThat(MAP.at(0, 2)).isEqualTo(3);
        assertThat(MAP.at(1, 0)).isEqualTo(4);
        assertThat(MAP.values()).containsExactly(1, -2, 3, 4, 5, 6.5f);
    }

    @Test
    void cellsOutsideAreRefused() {
        assertThatThrownBy(() -> MAP.at(0, 3))
                .isInstanceOf(IndexOutOfBoundsException.class)
                .hasMessage("column 3 of 3");
        assertThatThrownBy(() -> MAP.at(1, -1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> MAP.at(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> MAP.at(-1, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void theMeanIsSummedInDouble() {
        float[] values = new float[3000];
        Arrays.fill(values, 0.1f);
        values[0] = 1e8f; // in float the tenths behind it would be lost

        assertThat(ActivationMap.of(30, 100, values).mean())
                .isEqualTo((1e8 + 2999 * (double) 0.1f) / 3000, within(1e-6));
    }

    @Test
    void valuesAreCopiedInAndOut() {
        float[] values = {1, 2};
        ActivationMap map = ActivationMap.of(1, 2, values);
        values[0] = 99;
        map.values()[1] = 99;

        assertThat(map.values()).containsExactly(1, 2);
    }

    @Test
    void mapsOfEqualValuesAndSizeAreEqual() {
        assertThat(MAP)
                .isEqualTo(ActivationMap.of(2, 3, 1, -2, 3, 4, 5, 6.5f))
                .hasSameHashCodeAs(ActivationMap.of(2, 3, 1, -2, 3, 4, 5, 6.5f))
                .isNotEqualTo(ActivationMap.of(3, 2, 1, -2, 3, 4, 5, 6.5f))
                .isNotEqualTo(ActivationMap.of(2, 3, 1, -2, 3, 4, 5, 6))
                .isNotEqualTo("map");
    }

    @Test
    void aMapOfOneValueIsFlat() {
        assertThat(ActivationMap.of(1, 3, 2, 2, 2).isFlat()).isTrue();
        assertThat(ActivationMap.of(1, 2, 0f, -0f).isFlat()).isTrue();
        assertThat(ActivationMap.of(1, 1, 7).isFlat()).isTrue();
    }

    @Test
    void theNumberOfValuesMustFit() {
        assertThatThrownBy(() -> ActivationMap.of(2, 2, 1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("height · width = 2 · 2 values expected, got 3");
        assertThatThrownBy(() -> ActivationMap.of(0, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ActivationMap.of(-1, -1, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ActivationMap.of(1 << 16, 1 << 16)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void valuesThatAreNoNumbersAreRefused(float bad) {
        assertThatThrownBy(() -> ActivationMap.of(1, 2, 0, bad))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("finite values expected, got " + bad);
    }
}
