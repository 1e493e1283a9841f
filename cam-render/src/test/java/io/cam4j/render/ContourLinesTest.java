package io.cam4j.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.cam4j.ActivationMap;
import io.cam4j.heat.HeatMap;
import io.cam4j.heat.HeatPreset;
import io.cam4j.preprocessing.Geometry;
import java.awt.geom.PathIterator;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContourLinesTest {
    /* A map of two columns rises from the first cell's centre, at a quarter of the width, to the second's. */
    @Test
    void aSlopesLineIsStraightAndWhereTheHeatHasItsValue() {
        HeatMap heat = heat(ActivationMap.of(1, 2, 0, 1), 100, 60);

        List<Point2D> points = points(heat, 0.5 * 255);

        assertThat(points)
                .isNotEmpty()
                .allSatisfy(point -> assertThat(point.getX()).isCloseTo(50, within(1e-3)));
        assertThat(points.stream().mapToDouble(Point2D::getY).min()).hasValue(0.5);
        assertThat(points.stream().mapToDouble(Point2D::getY).max()).hasValue(59.5);
        assertThat(points(heat, 0.25 * 255))
                .allSatisfy(point -> assertThat(point.getX()).isCloseTo(25 + 0.25 * 50, within(1e-3)));
    }

    @Test
    void aPeaksLineGoesAroundIt() {
        HeatMap heat = heat(ActivationMap.of(3, 3, 0, 0, 0, 0, 1, 0, 0, 0, 0), 90, 90);

        Rectangle2D box = ContourLines.of(heat, 127.5).getBounds2D();

        assertThat(box.getCenterX()).isCloseTo(45, within(0.01));
        assertThat(box.getCenterY()).isCloseTo(45, within(0.01));
        assertThat(box.getWidth()).isCloseTo(30, within(0.6)); // half way, 15 pixels, to either side
    }

    /* Two hot corners crosswise: the mean of the middle, a half, decides whether a bridge joins them. */
    @Test
    void hotCornersCrosswiseAreJoinedWhereTheirMiddleIsHot() {
        HeatMap heat = heat(ActivationMap.of(2, 2, 1, 0, 0, 1), 2, 2);

        assertThat(ContourLines.of(heat, 0.4 * 255).contains(1, 1)).isFalse(); // lines, no areas
        assertThat(lengths(heat, 0.4 * 255))
                .allSatisfy(length -> assertThat(length).isCloseTo(Math.sqrt(2) * 0.4, within(1e-3)));
        assertThat(lengths(heat, 0.6 * 255))
                .allSatisfy(length -> assertThat(length).isCloseTo(Math.sqrt(2) * 0.4, within(1e-3)));
        assertThat(midpoints(heat, 0.4 * 255))
                .allSatisfy(point -> assertThat(point.getX() - 1)
                        .isCloseTo(-(point.getY() - 1), within(1e-3))); // they cut off the cold corners
        assertThat(midpoints(heat, 0.6 * 255))
                .allSatisfy(point ->
                        assertThat(point.getX()).isCloseTo(point.getY(), within(1e-3))); // they cut off the hot corners
    }

    @ParameterizedTest(name = "map {0}: every point of a line has its heat, however large the picture")
    @ValueSource(ints = {1, 2, 3, 4})
    void everyPointOfALineHasItsHeat(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[25];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble();
        }
        HeatMap heat = heat(ActivationMap.of(5, 5, values), 900, 700);
        float[] row = new float[900];

        for (Point2D point : points(heat, 100)) {
            heat.rows().read(Math.min(699, (int) point.getY()), row);
            assertThat(row[Math.min(899, (int) point.getX())]).isCloseTo(100f, within(4f));
        }
    }

    @Test
    void aFlatMapAndPicturesOfOnePixelHaveNoLines() {
        assertThat(points(heat(ActivationMap.of(2, 2, 3, 3, 3, 3), 50, 50), 100))
                .isEmpty();
        assertThat(points(heat(ActivationMap.of(1, 2, 0, 1), 1, 1), 100)).isEmpty();
    }

    @Test
    void linesStayOnWhatWasSeen() {
        Geometry cropped = new Geometry(200, 100, 100, 100, 1, 1, -50, 0);
        HeatMap heat = HeatMap.of(ActivationMap.of(1, 2, 0, 1), cropped, HeatPreset.MIN_MAX);

        assertThat(points(heat, 127.5))
                .isNotEmpty()
                .allSatisfy(point -> assertThat(point.getX()).isCloseTo(100, within(1e-3)));
    }

    private static HeatMap heat(ActivationMap map, int width, int height) {
        return HeatMap.of(map, Geometry.stretch(width, height, 64, 64), HeatPreset.MIN_MAX);
    }

    private static List<Point2D> points(HeatMap heat, double value) {
        List<Point2D> points = new ArrayList<>();
        double[] at = new double[6];
        for (PathIterator i = ContourLines.of(heat, value).getPathIterator(null); !i.isDone(); i.next()) {
            i.currentSegment(at);
            points.add(new Point2D.Double(at[0], at[1]));
        }
        return points;
    }

    private static List<Double> lengths(HeatMap heat, double value) {
        List<Point2D> points = points(heat, value);
        List<Double> lengths = new ArrayList<>();
        for (int i = 0; i < points.size(); i += 2) {
            lengths.add(points.get(i).distance(points.get(i + 1)));
        }
        assertThat(lengths).hasSize(2);
        return lengths;
    }

    private static List<Point2D> midpoints(HeatMap heat, double value) {
        List<Point2D> points = points(heat, value);
        List<Point2D> middles = new ArrayList<>();
        for (int i = 0; i < points.size(); i += 2) {
            Point2D from = points.get(i);
            Point2D to = points.get(i + 1);
            middles.add(new Point2D.Double((from.getX() + to.getX()) / 2, (from.getY() + to.getY()) / 2));
        }
        return middles;
    }
}
