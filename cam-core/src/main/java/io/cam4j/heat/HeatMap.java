package io.cam4j.heat;

import io.cam4j.ActivationMap;
import io.cam4j.ClassActivation;
import io.cam4j.preprocessing.Geometry;
import java.awt.Rectangle;

/**
 * Heat over a picture: a level 0 to 255 for each pixel the network saw, none for pixels that were cropped away.
 * Immutable.
 */
public final class HeatMap {
    private final int width;
    private final int height;
    private final Rectangle seen;
    private final byte[] levels; // [seen.height, seen.width], row-major
    private final boolean flat;

    private HeatMap(int width, int height, Rectangle seen, byte[] levels, boolean flat) {
        this.width = width;
        this.height = height;
        this.seen = seen;
        this.levels = levels;
        this.flat = flat;
    }

    /**
     * Returns the heat of one class over its picture.
     *
     * @throws IllegalArgumentException if the preset does not suit the preprocessing
     */
    public static HeatMap of(ClassActivation activation, HeatPreset preset) {
        return of(preset.mapOf(activation), activation.geometry(), preset);
    }

    /**
     * Returns the heat of any map over the picture of the given geometry.
     *
     * @throws IllegalArgumentException if the preset does not suit the geometry
     */
    public static HeatMap of(ActivationMap map, Geometry geometry, HeatPreset preset) {
        Rectangle seen = geometry.seen();
        byte[] levels = preset.levels(map, geometry, seen);
        return new HeatMap(geometry.imageWidth(), geometry.imageHeight(), seen, levels, map.isFlat());
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

    /** Returns whether the map was flat, so that all levels are 0 and say nothing. */
    public boolean isFlat() {
        return flat;
    }

    /**
     * Returns the level of a pixel, 0 to 255.
     *
     * @throws IndexOutOfBoundsException if the pixel is not in {@link #seen()}
     */
    public int level(int x, int y) {
        if (!seen.contains(x, y)) {
            throw new IndexOutOfBoundsException("pixel (%d, %d) is not in %s".formatted(x, y, seen));
        }
        return levels[(y - seen.y) * seen.width + x - seen.x] & 0xff;
    }

    /** Returns a copy of the levels of {@link #seen()}, row-major, unsigned. */
    public byte[] levels() {
        return levels.clone();
    }
}
