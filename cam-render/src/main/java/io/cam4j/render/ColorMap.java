package io.cam4j.render;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;

/** A color for each level of heat. Immutable, thread-safe; maps of one name and the same colors are equal. */
public final class ColorMap {
    /** Number of levels. */
    static final int LEVELS = 256;

    private static final List<String> NAMES = List.of(
            "jet", "matplotlib-jet", "turbo", "viridis", "inferno", "magma", "plasma", "cividis", "gray", "rdbu_r");

    private final String name;
    private final int[] colors;

    private ColorMap(String name, int... colors) {
        this.name = name;
        this.colors = colors;
    }

    /**
     * Returns OpenCV's {@code COLORMAP_JET}, from blue over green and yellow to red, equal to it in every value.
     *
     * @see <a href="https://docs.opencv.org/4.x/d3/d50/group__imgproc__colormap.html">OpenCV, ColorMaps</a>
     */
    public static ColorMap jet() {
        return named("jet");
    }

    /**
     * Returns a well-known color map: {@code jet} is OpenCV's; {@code matplotlib-jet}, {@code turbo}, {@code viridis},
     * {@code inferno}, {@code magma}, {@code plasma} and {@code cividis} are matplotlib's, equal to it in every value;
     * {@code gray} is the level in each channel; {@code rdbu_r}, ColorBrewer's RdBu from blue over white to red, is for signed values.
     *
     * @param name one of {@link #names()}, in lower or upper case
     * @throws IllegalArgumentException if there is no map of that name
     */
    public static ColorMap named(String name) {
        String known = name.toLowerCase(Locale.ROOT);
        if (!NAMES.contains(known)) {
            throw new IllegalArgumentException("a color map expected, one of %s, got '%s'".formatted(NAMES, name));
        }
        IntStream levels = IntStream.range(0, LEVELS);
        return new ColorMap(
                known,
                switch (known) {
                    case "jet" -> levels.map(ColorTables::openCvJet).toArray();
                    case "matplotlib-jet" ->
                        levels.map(ColorTables::matplotlibJet).toArray();
                    case "gray" -> levels.map(ColorTables::gray).toArray();
                    default -> ColorTables.read(known);
                });
    }

    /** Returns the names {@link #named} knows. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * Returns a color map of one's own.
     *
     * @param name any
     * @param colors 0x00RRGGBB of the levels 0 to 255; copied
     * @throws IllegalArgumentException if there are not 256 colors, or one is not from 0 to 0xffffff
     */
    public static ColorMap of(String name, int... colors) {
        if (colors.length != LEVELS) {
            throw new IllegalArgumentException("%d colors expected, got %d".formatted(LEVELS, colors.length));
        }
        for (int color : colors) {
            if (color >>> 24 != 0) {
                throw new IllegalArgumentException("colors 0x00RRGGBB expected, got 0x%08x".formatted(color));
            }
        }
        return new ColorMap(Objects.requireNonNull(name, "name"), colors.clone());
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

    /** Returns a copy of the colors of the levels 0 to 255, 0x00RRGGBB. */
    public int[] colors() {
        return colors.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ColorMap that && name.equals(that.name) && Arrays.equals(colors, that.colors);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(colors);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
