package io.cam4j.render;

import io.cam4j.ClassActivation;
import io.cam4j.heat.HeatMap;
import io.cam4j.heat.HeatPreset;
import java.awt.image.BufferedImage;

/**
 * How heat is colored and laid over its photo. Immutable, thread-safe.
 *
 * @implNote One pass over the photo's pixels, rows in parallel; only the result is allocated, and the photo's pixels
 *     where it is not of type {@link BufferedImage#TYPE_INT_RGB}.
 */
public final class Overlay {
    private static final double HEAT_WEIGHT = 0.3;
    private static final double PHOTO_WEIGHT = 0.5;

    private final HeatPreset preset;
    private final ColorMap colors;
    private final Blend blend;

    private Overlay(HeatPreset preset, ColorMap colors, Blend blend) {
        this.preset = preset;
        this.colors = colors;
        this.blend = blend;
    }

    /** Returns min-max heat in OpenCV's JET, 0.3 · heat + 0.5 · photo. */
    public static Overlay jet() {
        return of(HeatPreset.MIN_MAX);
    }

    /** Returns the script of Zhou et al.: {@link HeatPreset#ORIGINAL} heat in OpenCV's JET, 0.3 · heat + 0.5 · photo. */
    public static Overlay original() {
        return of(HeatPreset.ORIGINAL);
    }

    /**
     * Returns heat of the given preset, 0.3 · heat + 0.5 · photo, in OpenCV's JET; in {@code rdbu_r}, blue for negative and
     * red for positive values, where the preset is signed.
     */
    public static Overlay of(HeatPreset preset) {
        ColorMap colors = preset.isSigned() ? ColorMap.named("rdbu_r") : ColorMap.jet();
        return new Overlay(preset, colors, new Blend(HEAT_WEIGHT, PHOTO_WEIGHT));
    }

    /**
     * Returns this overlay with other weights; each channel becomes heat · heatWeight + photo · photoWeight, rounded half
     * to even and clamped to 0…255.
     *
     * @param heat 0 to 1
     * @param photo 0 to 1
     * @throws IllegalArgumentException if a weight is not from 0 to 1
     */
    public Overlay withWeights(double heat, double photo) {
        return new Overlay(preset, colors, new Blend(weight("heat", heat), weight("photo", photo)));
    }

    private static double weight(String name, double value) {
        if (!(value >= 0 && value <= 1)) { // written so that NaN fails too
            throw new IllegalArgumentException("%s: a weight from 0 to 1 expected, got %s".formatted(name, value));
        }
        return value;
    }

    /**
     * Returns the photo with the heat of one class over it. What the network did not see, because the preprocessing
     * cropped it away, stays plain photo; transparent pixels are composited on white.
     *
     * @param photo the picture that was explained, in its own size; not changed
     * @return a new picture of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws IllegalArgumentException if the photo has another size than the picture explained, or the preset does not
     *     suit the preprocessing
     */
    public BufferedImage paint(BufferedImage photo, ClassActivation activation) {
        return paint(photo, heat(activation));
    }

    /**
     * Returns the photo with heat over it.
     *
     * @param photo of the heat's size; not changed
     * @return a new picture of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws IllegalArgumentException if the photo has another size than the heat
     */
    public BufferedImage paint(BufferedImage photo, HeatMap heat) {
        if (photo.getWidth() != heat.width() || photo.getHeight() != heat.height()) {
            throw new IllegalArgumentException("the photo that was explained expected, %d × %d, got one of %d × %d"
                    .formatted(heat.width(), heat.height(), photo.getWidth(), photo.getHeight()));
        }
        return HeatPainter.over(photo, heat, tints(), blend);
    }

    private int[] tints() {
        int[] tints = colors.colors();
        for (int level = 0; level < tints.length; level++) {
            tints[level] |= Blend.FULL << 24;
        }
        return tints;
    }

    /**
     * Returns the heat of one class in colors, without the photo; black where the network did not look.
     *
     * @return a new picture of the photo's size, of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws IllegalArgumentException if the preset does not suit the preprocessing
     */
    public BufferedImage heatMap(ClassActivation activation) {
        return heatMap(heat(activation));
    }

    /** Returns heat in colors, without the photo; black where the network did not look. */
    public BufferedImage heatMap(HeatMap heat) {
        return HeatPainter.alone(heat, colors.colors());
    }

    /**
     * Returns the heat this overlay's preset makes of one class, for more than one use.
     *
     * @throws IllegalArgumentException if the preset does not suit the preprocessing
     */
    public HeatMap heat(ClassActivation activation) {
        return HeatMap.of(activation, preset);
    }

    /** Returns the way heat is made. */
    public HeatPreset preset() {
        return preset;
    }
}
