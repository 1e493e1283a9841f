package io.cam4j.heat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cam4j.ActivationMap;
import io.cam4j.preprocessing.Geometry;
import java.awt.Rectangle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegionsTest {
    @Test
    void eachRegionHasABoxTheLargestFirst() {
        HeatMap heat = heat(6, """
                # . . # #
                . . . # #
                . # . . #
                # . . . .
                """);

        assertThat(heat.boxes(0.5))
                .containsExactly(new Rectangle(3, 0, 2, 3), new Rectangle(0, 2, 2, 2), new Rectangle(0, 0, 1, 1));
    }

    /* The two arms meet in the last row only, and the spiral's inner end is found before its outer. */
    @Test
    void armsThatMeetLaterAreOneRegion() {
        assertThat(heat(9, """
                                # . # . #
                                # . # . #
                                # . # . #
                                # # # # #
                                """).boxes(0.5)).containsExactly(new Rectangle(0, 0, 5, 4));
        assertThat(heat(9, """
                                # # # # #
                                # . . . #
                                # . # . #
                                # . # # #
                                # . . . .
                                """).boxes(0.5)).containsExactly(new Rectangle(0, 0, 5, 5));
    }

    @Test
    void theBoxLiesInThePictureAlsoWhereItWasCropped() {
        HeatMap heat = HeatMap.of(
                ActivationMap.of(1, 4, 0, 0, 1, 1), new Geometry(10, 4, 4, 4, 1, 1, -3, 0), HeatPreset.MIN_MAX);

        assertThat(heat.boxes(0.9)).containsExactly(new Rectangle(5, 0, 2, 4));
        assertThat(heat.boxes(0)).containsExactly(heat.seen());
    }

    @Test
    void ofSignedHeatOnlyWhatIsPositiveCounts() {
        HeatMap heat = HeatMap.of(ActivationMap.of(1, 4, -9, 0, 1, 9), Geometry.stretch(4, 1, 4, 1), HeatPreset.SIGNED);

        assertThat(heat.boxes(0.5)).containsExactly(new Rectangle(3, 0, 1, 1));
    }

    @Test
    void strengthsBeyondOneAreRefused() {
        HeatMap heat = heat(1, "# .");
        for (double strength : new double[] {-0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> heat.boxes(strength))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("a strength from 0 to 1 expected, got " + strength);
        }
    }

    @ParameterizedTest(name = "noise {0}: the boxes are those of a flood fill")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void theBoxesAreThoseOfAFloodFill(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int width = random.nextInt(2, 60);
        int height = random.nextInt(2, 60);
        float[] values = new float[width * height];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(100) < 35 ? 1 : 0;
        }
        values[0] = 1;
        values[1] = 0;
        HeatMap heat = HeatMap.of(
                ActivationMap.of(height, width, values), Geometry.stretch(width, height, 64, 64), HeatPreset.MIN_MAX);

        assertThat(heat.boxes(0.5)).containsExactlyInAnyOrderElementsOf(flooded(values, width, height));
    }

    private static List<Rectangle> flooded(float[] values, int width, int height) {
        List<Rectangle> boxes = new ArrayList<>();
        boolean[] done = new boolean[values.length];
        for (int start = 0; start < values.length; start++) {
            if (values[start] == 1 && !done[start]) {
                boxes.add(flood(values, done, start, width, height));
            }
        }
        return boxes;
    }

    private static Rectangle flood(float[] values, boolean[] done, int start, int width, int height) {
        Rectangle box = new Rectangle(start % width, start / width, 1, 1);
        Deque<Integer> open = new ArrayDeque<>(List.of(start));
        done[start] = true;
        while (!open.isEmpty()) {
            int at = open.pop();
            box.add(new Rectangle(at % width, at / width, 1, 1));
            for (int y = Math.max(0, at / width - 1); y <= Math.min(height - 1, at / width + 1); y++) {
                for (int x = Math.max(0, at % width - 1); x <= Math.min(width - 1, at % width + 1); x++) {
                    if (values[y * width + x] == 1 && !done[y * width + x]) {
                        done[y * width + x] = true;
                        open.push(y * width + x);
                    }
                }
            }
        }
        return box;
    }

    /** A picture of the map's size, so that each cell is a pixel. */
    private static HeatMap heat(int scale, String drawn) {
        List<String> rows = drawn.lines().map(row -> row.replace(" ", "")).toList();
        int width = rows.get(0).length();
        float[] values = new float[width * rows.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = rows.get(i / width).charAt(i % width) == '#' ? scale : 0;
        }
        return HeatMap.of(
                ActivationMap.of(rows.size(), width, values),
                Geometry.stretch(width, rows.size(), 64, 64),
                HeatPreset.MIN_MAX);
    }
}
