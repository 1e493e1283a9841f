package io.cam4j.render;

import io.cam4j.ClassActivation;
import io.cam4j.heat.HeatMap;
import io.cam4j.heat.HeatPreset;
import io.cam4j.preprocessing.Geometry;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How heat is colored and laid over its photo, and what is drawn on top. Immutable, thread-safe.
 *
 * <pre>{@code
 * Overlay overlay = Overlay.builder()
 *         .colors(ColorMap.named("inferno"))
 *         .opacity(0.6)
 *         .fading(true)
 *         .contours(0.5, 0.8)
 *         .legend(true)
 *         .build();
 * }</pre>
 *
 * <p>Heat is drawn where the network looked and nowhere else: what a crop cut away stays plain photo. Where settings speak
 * of a strength, 0 is the weakest heat of the picture and 1 the strongest; of a signed preset 0 is the value zero and 1
 * the value farthest from it.
 *
 * @implNote Heat takes one pass over the photo's pixels, rows in parallel; only the result is allocated, with a few rows
 *     of scratch, and the photo's pixels where it is of an unusual kind.
 */
public final class Overlay {
    private static final double HEAT_WEIGHT = 0.3;
    private static final double PHOTO_WEIGHT = 0.5;

    private final Builder settings; // a copy nobody else has
    private final ColorMap colors;
    private final Blend blend;
    private final int[] tints;

    private Overlay(Builder settings) {
        this.settings = settings;
        colors = settings.colors == null ? usualColors(settings.preset) : settings.colors;
        blend = new Blend(settings.heatWeight, settings.photoWeight);
        tints = tints(settings, colors);
    }

    private static ColorMap usualColors(HeatPreset preset) {
        return preset.isSigned() ? ColorMap.named("rdbu_r") : ColorMap.jet();
    }

    private static int[] tints(Builder settings, ColorMap colors) {
        int[] tints = colors.colors();
        for (int level = 0; level < tints.length; level++) {
            double strength = settings.preset.isSigned() ? Math.abs(level - 127.5) / 127.5 : level / 255.0;
            double shown = strength < settings.threshold ? 0 : settings.fading ? strength : 1;
            tints[level] |= (int) Math.round(Blend.FULL * shown) << 24;
        }
        return tints;
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
        return builder().preset(preset).build();
    }

    /** Returns a builder that begins with {@link #jet()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that begins with this overlay's settings. */
    public Builder toBuilder() {
        return new Builder(settings);
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
        return paint(photo, heat(activation), activation, settings.marks);
    }

    /**
     * Returns the photo with heat over it; without a caption, which would have no class to name.
     *
     * @param photo of the heat's size; not changed
     * @return a new picture of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws IllegalArgumentException if the photo has another size than the heat
     */
    public BufferedImage paint(BufferedImage photo, HeatMap heat) {
        return paint(photo, heat, null, settings.marks);
    }

    /** As {@link #paint(BufferedImage, ClassActivation)} with the photo in another size. */
    BufferedImage paintResized(BufferedImage small, ClassActivation activation) {
        Geometry geometry = activation.geometry();
        double scaleX = (double) small.getWidth() / geometry.imageWidth();
        double scaleY = (double) small.getHeight() / geometry.imageHeight();
        HeatMap heat =
                HeatMap.of(preset().mapOf(activation), geometry.resized(small.getWidth(), small.getHeight()), preset());
        return paint(small, heat, activation, settings.marks.scaled(scaleX, scaleY));
    }

    private BufferedImage paint(BufferedImage photo, HeatMap heat, @Nullable ClassActivation activation, Marks marks) {
        checkSize(photo, heat.width(), heat.height());
        BufferedImage picture = HeatPainter.over(photo, heat, tints, blend);
        marks.draw(picture, heat, activation, tints);
        return picture;
    }

    static void checkSize(BufferedImage photo, int width, int height) {
        if (photo.getWidth() != width || photo.getHeight() != height) {
            throw new IllegalArgumentException("the photo that was explained expected, %d × %d, got one of %d × %d"
                    .formatted(width, height, photo.getWidth(), photo.getHeight()));
        }
    }

    /**
     * Returns the heat of one class in colors, without the photo and with nothing drawn on top; black where the network
     * did not look.
     *
     * @return a new picture of the photo's size, of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws IllegalArgumentException if the preset does not suit the preprocessing
     */
    public BufferedImage heatMap(ClassActivation activation) {
        return heatMap(heat(activation));
    }

    /** Returns heat in colors, without the photo and with nothing drawn on top; black where the network did not look. */
    public BufferedImage heatMap(HeatMap heat) {
        return HeatPainter.alone(heat, colors.colors());
    }

    /**
     * Returns the heat this overlay's preset makes of one class, for more than one use.
     *
     * @throws IllegalArgumentException if the preset does not suit the preprocessing
     */
    public HeatMap heat(ClassActivation activation) {
        return HeatMap.of(activation, settings.preset);
    }

    /** Returns the way heat is made. */
    public HeatPreset preset() {
        return settings.preset;
    }

    /** Returns the color map. */
    public ColorMap colors() {
        return colors;
    }

    /** Collects settings; each setter checks its own. */
    public static final class Builder {
        private HeatPreset preset = HeatPreset.MIN_MAX;
        private @Nullable ColorMap colors;
        private double heatWeight = HEAT_WEIGHT;
        private double photoWeight = PHOTO_WEIGHT;
        private boolean fading;
        private double threshold;
        private Marks marks = Marks.NONE;

        private Builder() {}

        private Builder(Builder other) {
            preset = other.preset;
            colors = other.colors;
            heatWeight = other.heatWeight;
            photoWeight = other.photoWeight;
            fading = other.fading;
            threshold = other.threshold;
            marks = other.marks;
        }

        /** Sets the way heat is made. Default {@link HeatPreset#MIN_MAX}. */
        public Builder preset(HeatPreset preset) {
            this.preset = Objects.requireNonNull(preset, "preset");
            return this;
        }

        /** Sets the colors. Default OpenCV's JET; {@code rdbu_r} where the preset is signed. */
        public Builder colors(ColorMap colors) {
            this.colors = Objects.requireNonNull(colors, "colors");
            return this;
        }

        /**
         * Sets how much of the heat is seen: opacity · heat + (1 − opacity) · photo. Replaces {@link #weights}.
         *
         * @param opacity 0, photo alone, to 1, heat alone
         * @throws IllegalArgumentException if it is not from 0 to 1
         */
        public Builder opacity(double opacity) {
            return weights(share("opacity", opacity), 1 - opacity);
        }

        /**
         * Sets the weights: each channel becomes heat · heatWeight + photo · photoWeight, rounded half to even and clamped
         * to 0…255. Default 0.3 and 0.5.
         *
         * @param heat 0 to 1
         * @param photo 0 to 1
         * @throws IllegalArgumentException if a weight is not from 0 to 1
         * @implNote Sums within 2^-12 of half a level are taken for half a level.
         */
        public Builder weights(double heat, double photo) {
            heatWeight = share("heat", heat);
            photoWeight = share("photo", photo);
            return this;
        }

        /** Sets whether heat fades into the plain photo with its strength, the weakest wholly. Default no. */
        public Builder fading(boolean fading) {
            this.fading = fading;
            return this;
        }

        /**
         * Sets the strength below which no heat is drawn. Default 0: all is drawn.
         *
         * @throws IllegalArgumentException if it is not from 0 to 1
         */
        public Builder threshold(double strength) {
            threshold = share("threshold", strength);
            return this;
        }

        /**
         * Sets the strengths at which contour lines are drawn; of a signed preset one on either side of zero. Default none.
         *
         * @throws IllegalArgumentException if one is not from 0 to 1
         */
        public Builder contours(double... strengths) {
            marks = marks.withContours(Arrays.stream(strengths)
                    .map(strength -> share("contours", strength))
                    .boxed()
                    .toList());
            return this;
        }

        /**
         * Draws a box around the largest connected region of at least the given strength: the first of
         * {@link HeatMap#boxes}. Default none.
         *
         * @throws IllegalArgumentException if the strength is not from 0 to 1
         */
        public Builder box(double strength) {
            marks = marks.withBox(share("box", strength));
            return this;
        }

        /** Sets boxes of one's own, in the photo's pixels, for example where things are known to be; drawn dashed. */
        public Builder boxes(List<Rectangle> boxes) {
            marks = marks.withBoxes(boxes);
            return this;
        }

        /**
         * Sets whether a scale of the colors is drawn in the lower right corner with the values, in logits, at its ends;
         * of methods other than {@code cam} the values have no unit and the scale bears the method's name. Left out where
         * the photo is too small for it, or the machine has no fonts. Default no.
         */
        public Builder legend(boolean wanted) {
            marks = marks.withLegend(wanted);
            return this;
        }

        /**
         * Sets whether probability and label of the class are written into the upper left corner. Left out where the photo
         * is too small for it, or the machine has no fonts. Default no.
         */
        public Builder caption(boolean wanted) {
            marks = marks.withCaption(wanted);
            return this;
        }

        private static double share(String name, double value) {
            if (!(value >= 0 && value <= 1)) { // written so that NaN fails too
                throw new IllegalArgumentException("%s: a number from 0 to 1 expected, got %s".formatted(name, value));
            }
            return value;
        }

        /** Returns the overlay. */
        public Overlay build() {
            return new Overlay(new Builder(this));
        }
    }
}
