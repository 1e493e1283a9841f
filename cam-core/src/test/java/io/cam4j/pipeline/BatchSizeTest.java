package io.cam4j.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchSizeTest {
    @ParameterizedTest(name = "{0} ns for one and {1} ns for eight: batches of {2}")
    @CsvSource({"100, 799, 8", "100, 801, 1", "100, 400, 8", "100, 1600, 1"})
    void theFasterSizeIsTakenOnceItIsKnown(long one, long eight, int expected) {
        BatchSize size = BatchSize.measured(1000);

        compare(size, one, eight);

        assertThat(size.next()).isEqualTo(expected);
        size.took(expected, 1_000_000);
        assertThat(size.next()).isEqualTo(expected);
    }

    @Test
    void whatWasFasterInTheBeginningIsComparedOnceMoreWhenAllIsCompiled() {
        BatchSize size = BatchSize.measured(1000);
        compare(size, 100, 400);
        for (int items = 0; items < 1000; items += 8) {
            assertThat(size.next()).isEqualTo(8);
            size.took(8, 1);
        }

        compare(size, 10, 400);

        for (int items = 0; items < 5000; items++) {
            assertThat(size.next()).isEqualTo(1);
            size.took(1, 1_000_000);
        }
    }

    /** @param one nanoseconds of a batch of one, and of one of eight */
    private static void compare(BatchSize size, long one, long eight) {
        for (int round = 0; round < 4; round++) {
            assertThat(size.next()).isEqualTo(8);
            size.took(8, eight);
            for (int batch = 0; batch < 8; batch++) {
                assertThat(size.next()).isEqualTo(1);
                size.took(1, one);
            }
        }
    }

    @Test
    void theFirstTrialOfEachSizeDoesNotCount() {
        BatchSize size = BatchSize.measured(1000);
        size.took(8, 1);
        for (int batch = 0; batch < 8; batch++) {
            size.took(1, 1);
        }
        while (size.next() == 8) {
            size.took(8, 1600);
            for (int batch = 0; batch < 8; batch++) {
                size.took(1, 100);
            }
        }

        assertThat(size.next()).isEqualTo(1);
    }

    @Test
    void oneSlowItemAmongMoreDecidesNothing() {
        BatchSize size = BatchSize.measured(1000);
        for (int round = 0; round < 4; round++) {
            size.took(8, 900);
            for (int batch = 0; batch < 8; batch++) {
                size.took(1, round == 2 && batch == 5 ? 10_000 : 100);
            }
        }

        assertThat(size.next()).isEqualTo(1);
    }

    @Test
    void aBatchThatIsNotFullSaysNothing() {
        BatchSize size = BatchSize.measured(1000);

        size.took(3, 1);

        assertThat(size.next()).isEqualTo(8);
    }

    @Test
    void memoryLimitsIt() {
        assertThat(BatchSize.measured(5).next()).isEqualTo(5);
        assertThat(BatchSize.measured(1).next()).isEqualTo(1);
    }

    @Test
    void aGivenSizeStays() {
        BatchSize size = BatchSize.fixed(3);
        size.took(3, 1);

        assertThat(size.next()).isEqualTo(3);
        assertThatThrownBy(() -> BatchSize.fixed(0)).hasMessage("a batch of 1 or more expected, got 0");
    }
}
