package io.cam4j.pixels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StripsTest {
    @ParameterizedTest(name = "{0} rows of {1} pixels are each done once")
    @CsvSource({"0, 10", "1, 1", "1, 1000000", "3, 100000", "223, 224", "3000, 4000"})
    void eachRowIsDoneOnce(int rows, int width) {
        AtomicIntegerArray done = new AtomicIntegerArray(rows);

        Strips.forEach(rows, width, (from, to) -> {
            for (int row = from; row < to; row++) {
                done.incrementAndGet(row);
            }
        });

        for (int row = 0; row < rows; row++) {
            assertThat(done.get(row)).isOne();
        }
    }

    @ParameterizedTest
    @CsvSource({"224, 224", "40, 10"})
    void aSmallPictureIsDoneAtOnce(int rows, int width) {
        AtomicInteger strips = new AtomicInteger();

        Strips.forEach(rows, width, (from, to) -> strips.incrementAndGet());

        assertThat(strips).hasValue(1);
    }
}
