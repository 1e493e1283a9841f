package io.cam4j.heat;

import io.cam4j.ActivationMap;
import io.cam4j.pixels.Strips;
import io.cam4j.preprocessing.Geometry;
import io.cam4j.resampling.Axis;
import io.cam4j.resampling.PlaneResize;
import java.awt.Rectangle;

/** Heat as other libraries make it of floats: a plane, enlarged and scaled in their order, then cut into levels. */
final class PeerHeat implements HeatSource {
    private final PlaneResize plane;
    private final int width;
    private final float least; // of the plane: becomes 0
    private final float range; // what is divided by
    private final Levels levels;
    private final double shownFirst;
    private final double shownLast;

    private PeerHeat(PlaneResize plane, int width, float least, float range, Levels levels, ActivationMap map) {
        this.plane = plane;
        this.width = width;
        this.least = least;
        this.range = range;
        this.levels = levels;
        shownFirst = map.min();
        shownLast = map.max();
    }

    /*
     * pytorch-grad-cam (BaseCAM.compute_cam_per_layer, aggregate_multi_layers; utils/image.py scale_cam_image and
     * show_cam_on_image): Relu, minimum off, divided by 1e-7 + maximum, cv2.resize of floats; then, after the mean over the
     * layers, here one, scaled once more; np.uint8(255 · heat) truncates.
     */
    static PeerHeat pytorchGradCam(ActivationMap map, Geometry geometry, Rectangle seen) {
        ActivationMap positive = rectified(map);
        PlaneResize plane = PlaneResize.openCvLinear(
                scaled(positive, 1e-7f), columns(map, geometry, seen), rows(map, geometry, seen));
        Range range = Range.of(plane, seen.width, seen.height);
        return new PeerHeat(
                plane, seen.width, range.least(), 1e-7f + range.width(), heat -> (int) (255 * heat), positive);
    }

    /*
     * torch-cam (_CAM._normalize, overlay_mask): Relu but for CAM itself, minimum off, divided by maximum + 1e-8; Pillow's
     * bicubic resize of floats, which may overshoot; the color map, of 256 entries, is asked for the square of that.
     */
    static PeerHeat torchCam(ActivationMap map, boolean rectify, Geometry geometry, Rectangle seen) {
        ActivationMap shown = rectify ? rectified(map) : map;
        PlaneResize plane = PlaneResize.pillowBicubic(
                scaled(shown, 1e-8f), columns(map, geometry, seen), rows(map, geometry, seen));
        return new PeerHeat(plane, seen.width, 0, 1, heat -> (int) (256 * (heat * heat)), shown);
    }

    /*
     * wsolevaluation (normalize_scoremap): cv2.resize by INTER_CUBIC first, then minimum off and divided by maximum; flat
     * maps become 0; (heat · 255).astype(np.uint8) truncates.
     */
    static PeerHeat wsol(ActivationMap map, Geometry geometry, Rectangle seen) {
        PlaneResize plane =
                PlaneResize.openCvCubic(map.values(), columns(map, geometry, seen), rows(map, geometry, seen));
        Range range = Range.of(plane, seen.width, seen.height);
        float divisor = map.isFlat() || range.width() == 0 ? Float.POSITIVE_INFINITY : range.width();
        return new PeerHeat(plane, seen.width, range.least(), divisor, heat -> (int) (heat * 255), map);
    }

    private static ActivationMap rectified(ActivationMap map) {
        float[] values = map.values();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(values[i], 0f);
        }
        return ActivationMap.of(map.height(), map.width(), values);
    }

    /** The cells less the least, divided by the greatest of that and a trifle; in float, as there. */
    private static float[] scaled(ActivationMap map, float trifle) {
        float[] values = map.values();
        float divisor = map.max() - map.min() + trifle;
        for (int i = 0; i < values.length; i++) {
            values[i] = (values[i] - map.min()) / divisor;
        }
        return values;
    }

    private static Axis columns(ActivationMap map, Geometry geometry, Rectangle seen) {
        if (geometry.isStretch()) {
            return Axis.stretch(map.width(), seen.width);
        }
        double cells = map.width() / (double) geometry.tensorWidth(); // a pixel of the tensor
        return new Axis(map.width(), seen.width, geometry.scaleX() * cells, geometry.toTensorX(seen.x) * cells);
    }

    private static Axis rows(ActivationMap map, Geometry geometry, Rectangle seen) {
        if (geometry.isStretch()) {
            return Axis.stretch(map.height(), seen.height);
        }
        double cells = map.height() / (double) geometry.tensorHeight();
        return new Axis(map.height(), seen.height, geometry.scaleY() * cells, geometry.toTensorY(seen.y) * cells);
    }

    @Override
    public HeatRows rows() {
        HeatRows shares = shares();
        return (row, heat) -> {
            shares.read(row, heat);
            for (int x = 0; x < width; x++) {
                heat[x] = Math.max(0, Math.min(255, levels.of(heat[x])));
            }
        };
    }

    @Override
    public HeatRows shares() {
        return (row, heat) -> {
            plane.read(row, heat);
            for (int x = 0; x < width; x++) {
                heat[x] = (heat[x] - least) / range;
            }
        };
    }

    @Override
    public double least() {
        return shownFirst;
    }

    @Override
    public double greatest() {
        return shownLast;
    }

    /** How floats are cut into levels. */
    @FunctionalInterface
    private interface Levels {
        int of(float heat);
    }

    /** The least and greatest value of a plane. */
    private record Range(float least, float greatest) {
        static Range of(PlaneResize plane, int width, int height) {
            RangeFinder finder = new RangeFinder();
            Strips.forEach(height, width, (from, to) -> {
                float low = Float.POSITIVE_INFINITY;
                float high = Float.NEGATIVE_INFINITY;
                float[] values = new float[width];
                for (int row = from; row < to; row++) {
                    plane.read(row, values);
                    for (float value : values) {
                        low = Math.min(low, value);
                        high = Math.max(high, value);
                    }
                }
                finder.include(low, high);
            });
            return finder.range();
        }

        float width() {
            return greatest - least;
        }
    }

    /** Brings together what threads find. */
    private static final class RangeFinder {
        private float least = Float.POSITIVE_INFINITY;
        private float greatest = Float.NEGATIVE_INFINITY;

        synchronized void include(float low, float high) {
            least = Math.min(least, low);
            greatest = Math.max(greatest, high);
        }

        synchronized Range range() {
            return new Range(least, greatest);
        }
    }
}
