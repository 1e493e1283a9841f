package io.cam4j.render;

import java.util.Objects;
import java.util.function.IntUnaryOperator;

/** A color for each level of heat. Immutable, thread-safe; maps of one name are equal. */
public final class ColorMap {
    /** Number of levels. */
    static final int LEVELS = 256;

    private static final ColorMap JET = new ColorMap("jet", ColorMap::openCvJet);

    private final String name;
    private final int[] colors = new int[LEVELS];

    private ColorMap(String name, IntUnaryOperator color) {
        this.name = name;
        for (int level = 0; level < LEVELS; level++) {
            colors[level] = color.applyAsInt(level);
        }
    }

    /**
     * Returns OpenCV's {@code COLORMAP_JET}, from blue over green and yellow to red, equal to it in every value.
     *
     * @see <a href="https://docs.opencv.org/4.x/d3/d50/group__imgproc__colormap.html">OpenCV, ColorMaps</a>
     */
    public static ColorMap jet() {
        return JET;
    }

    /** Returns the name, for example {@code jet}. */
    public String name() {
        return name;
    }

    /**
     * Returns the color of a level as 0x00RRGGBB.
     *
     * @param level 0 to 255
     * @throws IndexOutOfBoundsException if there is no such level
     */
    public int rgb(int level) {
        return colors[Objects.checkIndex(level, LEVELS)];
    }

    /**
     * Four ramps of slope 4, a quarter of the levels apart. The irregular values (2, 252, 254, and blue's 1 at level 159)
     * are OpenCV's table and must not be evened out.
     */
    private static int openCvJet(int i) {
        int red = i < 96 ? 0 : i < 160 ? 2 + 4 * (i - 96) : i < 224 ? 255 : 252 - 4 * (i - 224);
        int green = i < 33 ? 0 : i < 96 ? 4 * (i - 32) : i < 160 ? 255 : i < 224 ? 252 - 4 * (i - 160) : 0;
        int blue = i < 32 ? 128 + 4 * i : i < 96 ? 255 : i == 159 ? 1 : i < 160 ? 254 - 4 * (i - 96) : 0;
        return (red << 16) | (green << 8) | blue;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ColorMap that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
