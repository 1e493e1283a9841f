package io.cam4j.heat;

import io.cam4j.ActivationMap;
import io.cam4j.ClassActivation;
import io.cam4j.pixels.Strips;
import io.cam4j.preprocessing.Geometry;
import java.awt.Rectangle;
import java.util.List;

/**
 * Heat over a picture: a level 0 to 255 for each pixel the network saw, none for pixels that were cropped away.
 * Immutable, thread-safe.
 *
 * @implNote Holds the map and where it lies; levels are formed when they are read.
 */
public final class HeatMap {
    private final int width;
    private final int height;
    private final Rectangle seen;
    private final HeatSource source;
    private final boolean flat;
    private final boolean signed;

    private HeatMap(Geometry geometry, Rectangle seen, HeatSource source, boolean flat, boolean signed) {
        width = geometry.imageWidth();
        height = geometry.imageHeight();
        this.seen = seen;
        this.source = source;
        this.flat = flat;
        this.signed = signed;
    }

    /**
     * Returns the heat of one class over its picture.
     *
     * @throws IllegalArgumentException if the preset does not suit the preprocessing
     */
    public static HeatMap of(ClassActivation activation, HeatPreset preset) {
        return of(preset.mapOf(activation), activation.method(), activation.geometry(), preset);
    }

    /**
     * Returns the heat of any map over the picture of the given geometry; a preset that treats {@code cam} in its own way
     * takes the map for one of another method.
     *
     * @throws IllegalArgumentException if the preset does not suit the geometry
     */
    public static HeatMap of(ActivationMap map, Geometry geometry, HeatPreset preset) {
        return of(map, "", geometry, preset);
    }

    private static HeatMap of(ActivationMap map, String method, Geometry geometry, HeatPreset preset) {
        Rectangle seen = geometry.seen();
        HeatSource source = preset.source(map, method, geometry, seen);
        return new HeatMap(
                geometry, seen, source, map.isFlat() || source.least() >= source.greatest(), preset.isSigned());
    }

    /** Returns the picture's width in pixels. */
    public int width() {
        return width;
    }

    /** Returns the picture's height in pixels. */
    public int height() {
        return height;
    }

    /** Returns the part of the picture that has heat. A new object. */
    public Rectangle seen() {
        return new Rectangle(seen);
    }

    /** Returns whether the map was flat, or what is left of it by the preset, so that all levels are the same and say nothing. */
    public boolean isFlat() {
        return flat;
    }

    /** Returns whether level 127.5 is zero and what is below it negative. */
    public boolean isSigned() {
        return signed;
    }

    /** Returns the value that level 0 shows, in the map's unit. */
    public double least() {
        return source.least();
    }

    /** Returns the value that level 255 shows, in the map's unit. */
    public double greatest() {
        return source.greatest();
    }

    /**
     * Returns the heat, from 0 to 255 and not rounded, of a strength: so far from the weakest to the strongest; of signed
     * heat so far from zero, in the middle, to the greatest positive value.
     *
     * @param strength 0 to 1; of signed heat negative values down to −1 too, for what speaks against the class
     */
    public double heatAt(double strength) {
        return signed ? 127.5 + 127.5 * strength : 255 * strength;
    }

    /**
     * Returns a box around each connected region whose strength is at least the given one, that of the largest region
     * first, in the picture's pixels. Pixels that touch with their corners are connected; of signed heat only what is
     * positive counts. The first box with a strength of 0.2 is the localization of Zhou et al. (Learning Deep Features for
     * Discriminative Localization, CVPR 2016, section 3.2).
     *
     * @param strength 0 to 1
     * @throws IllegalArgumentException if it is not from 0 to 1
     */
    public List<Rectangle> boxes(double strength) {
        if (!(strength >= 0 && strength <= 1)) { // written so that NaN fails too
            throw new IllegalArgumentException("a strength from 0 to 1 expected, got %s".formatted(strength));
        }
        return Regions.boxes(this, heatAt(strength));
    }

    /** Returns a reader of the rows of {@link #seen()}, a new one for each thread. */
    public HeatRows rows() {
        return source.rows();
    }

    /**
     * Returns the heat of {@link #seen()} from 0 to 1, row-major, as it is before it is cut into levels; it may overshoot
     * where it is enlarged by cubics. A new array.
     */
    public float[] values() {
        float[] values = new float[Math.multiplyExact(seen.width, seen.height)];
        Strips.forEach(seen.height, seen.width, (from, to) -> {
            HeatRows shares = source.shares();
            float[] row = new float[seen.width];
            for (int y = from; y < to; y++) {
                shares.read(y, row);
                System.arraycopy(row, 0, values, y * seen.width, seen.width);
            }
        });
        return values;
    }

    /**
     * Returns the level of a pixel, 0 to 255.
     *
     * @throws IndexOutOfBoundsException if the pixel is not in {@link #seen()}
     * @implNote Forms the pixel's whole row; for many pixels take {@link #rows} or {@link #levels}.
     */
    public int level(int x, int y) {
        if (!seen.contains(x, y)) {
            throw new IndexOutOfBoundsException("pixel (%d, %d) is not in %s".formatted(x, y, seen));
        }
        float[] heat = new float[seen.width];
        rows().read(y - seen.y, heat);
        return HeatRows.level(heat[x - seen.x]);
    }

    /** Returns the levels of {@link #seen()}, row-major, unsigned. A new array. */
    public byte[] levels() {
        byte[] levels = new byte[Math.multiplyExact(seen.width, seen.height)];
        Strips.forEach(seen.height, seen.width, (from, to) -> {
            HeatRows rows = rows();
            float[] heat = new float[seen.width];
            for (int row = from; row < to; row++) {
                rows.read(row, heat);
                int at = row * seen.width;
                for (int x = 0; x < heat.length; x++) {
                    levels[at + x] = (byte) HeatRows.level(heat[x]);
                }
            }
        });
        return levels;
    }
}
