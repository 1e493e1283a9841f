package io.cam4j.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The blend beside its slow twin in double, for every heat and every photo value of a channel. */
class BlendTest {
    @Test
    void threeTenthsAndAHalfAreExactForAllPairs() {
        int[] levels = laid(new Blend(0.3, 0.5), Blend.FULL);

        for (int heat = 0; heat < 256; heat++) {
            for (int photo = 0; photo < 256; photo++) {
                assertThat(levels[heat << 8 | photo]).isEqualTo(tenthsHalfEven(3 * heat + 5 * photo));
            }
        }
    }

    /** Rounds n / 10 half to even in whole numbers. */
    private static int tenthsHalfEven(int n) {
        int down = n / 10;
        int rest = n % 10;
        return rest > 5 || (rest == 5 && down % 2 == 1) ? down + 1 : down;
    }

    @ParameterizedTest(name = "heat · {0} + photo · {1} is rounded to the nearest")
    @CsvSource({"0.5, 0.5", "0.4, 0.6", "0.7, 1", "1, 0", "0, 1", "0.123, 0.456", "0.99, 0.01", "1, 1"})
    void anyWeightsRoundToTheNearestOrToEven(double heatWeight, double photoWeight) {
        assertNear(
                laid(new Blend(heatWeight, photoWeight), Blend.FULL),
                (heat, photo) -> heat * heatWeight + photo * photoWeight);
    }

    @ParameterizedTest(name = "a strength of {0} goes that far from the photo to the blend")
    @CsvSource({"1", "64", "100", "127", "128", "200", "254"})
    void strengthGoesFromThePhotoToTheBlend(int strength) {
        double share = (strength + (strength >> 7)) / 256.0;

        assertNear(
                laid(new Blend(0.4, 0.6), strength),
                (heat, photo) -> photo + share * (0.4 * heat + 0.6 * photo - photo));
    }

    /** As in double, but where the sum is within 2^-12 of half a level without being that: there either neighbor will do. */
    private static void assertNear(int[] levels, DoubleBinaryOperator blend) {
        for (int heat = 0; heat < 256; heat++) {
            for (int photo = 0; photo < 256; photo++) {
                double expected = Math.min(255, blend.applyAsDouble(heat, photo));
                int level = levels[heat << 8 | photo];
                double fromHalf = Math.abs(expected - Math.floor(expected) - 0.5);
                if (fromHalf > 1e-9 && fromHalf < 1 / 4096.0) {
                    assertThat(Math.abs(level - expected)).isLessThan(0.5 + 1 / 4096.0);
                } else {
                    assertThat(level).isEqualTo((int) Math.rint(Math.rint(expected * 1e9) / 1e9));
                }
            }
        }
    }

    @Test
    void withoutStrengthThePhotoStays() {
        int[] levels = laid(new Blend(0.3, 0.5), 0);

        for (int pair = 0; pair < 1 << 16; pair++) {
            assertThat(levels[pair]).isEqualTo(pair & 0xff);
        }
    }

    @Test
    void channelsDoNotTouchEachOther() {
        SplittableRandom random = new SplittableRandom(7);
        int[] colors = random.ints(1000, 0, 1 << 24).toArray();
        int[] photo = random.ints(1000).toArray();
        int[] strengths = random.ints(1000, 0, 256).toArray();
        Blend blend = new Blend(1, 1);
        int[] tints = new int[1000];
        Arrays.setAll(tints, i -> strengths[i] << 24 | colors[i]);

        int[] laid = lay(blend, tints, photo);

        for (int i = 0; i < 1000; i++) {
            int expected = 0;
            for (int shift = 0; shift <= 16; shift += 8) {
                int[] tint = {strengths[i] << 24 | (colors[i] >> shift & 0xff)};
                int[] pixel = {photo[i] >> shift & 0xff};
                expected |= lay(blend, tint, pixel)[0] << shift;
            }
            assertThat(laid[i]).isEqualTo(expected);
        }
    }

    /** The blue channel for each heat, and within it for each photo value. */
    private static int[] laid(Blend blend, int strength) {
        int[] tints = new int[1 << 16];
        int[] photo = new int[1 << 16];
        Arrays.setAll(tints, i -> strength << 24 | i >> 8);
        Arrays.setAll(photo, i -> i & 0xff);
        return lay(blend, tints, photo);
    }

    private static int[] lay(Blend blend, int[] tints, int[] photo) {
        int[] result = {1, 2, 3}; // what is there before does not matter
        result = Arrays.copyOf(result, tints.length);
        blend.lay(tints, photo, new int[tints.length], result);
        return result;
    }
}
