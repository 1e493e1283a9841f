package io.cam4j.render;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The colors of each level, 0x00RRGGBB. */
final class ColorTables {
    private static final double[][] MATPLOTLIB_RED = {{0, 0}, {.35, 0}, {.66, 1}, {.89, 1}, {1, .5}};
    private static final double[][] MATPLOTLIB_GREEN = {{0, 0}, {.125, 0}, {.375, 1}, {.64, 1}, {.91, 0}, {1, 0}};
    private static final double[][] MATPLOTLIB_BLUE = {{0, .5}, {.11, 1}, {.34, 1}, {.65, 0}, {1, 0}};

    private ColorTables() {}

    /**
     * Four ramps of slope 4, a quarter of the levels apart. The irregular values (2, 252, 254, and blue's 1 at level 159)
     * are OpenCV's table and must not be evened out.
     */
    static int openCvJet(int i) {
        int red = i < 96 ? 0 : i < 160 ? 2 + 4 * (i - 96) : i < 224 ? 255 : 252 - 4 * (i - 224);
        int green = i < 33 ? 0 : i < 96 ? 4 * (i - 32) : i < 160 ? 255 : i < 224 ? 252 - 4 * (i - 160) : 0;
        int blue = i < 32 ? 128 + 4 * i : i < 96 ? 255 : i == 159 ? 1 : i < 160 ? 254 - 4 * (i - 96) : 0;
        return (red << 16) | (green << 8) | blue;
    }

    /**
     * The nodes of matplotlib's jet (its module _cm), joined by lines; 255 times that, truncated. The nodes are brought to
     * the scale of the levels, as there: on a scale to 1 rounding would cut other values down.
     */
    static int matplotlibJet(int i) {
        return (channel(MATPLOTLIB_RED, i) << 16) | (channel(MATPLOTLIB_GREEN, i) << 8) | channel(MATPLOTLIB_BLUE, i);
    }

    private static int channel(double[][] nodes, int level) {
        int next = 1;
        while (255 * nodes[next][0] < level) {
            next++;
        }
        double from = 255 * nodes[next - 1][0];
        double to = 255 * nodes[next][0];
        double least = nodes[next - 1][1];
        return (int) (255 * ((level - from) / (to - from) * (nodes[next][1] - least) + least));
    }

    static int gray(int i) {
        return i * 0x010101;
    }

    /** Reads the table of that name, which stands beside this class with its source and license. */
    static int[] read(String name) {
        String file = name + ".txt";
        try (InputStream in = ColorTables.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the color table %s is missing from cam-render's jar".formatted(file));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .flatMap(line -> Arrays.stream(line.split(" ")))
                    .mapToInt(color -> Integer.parseInt(color, 16))
                    .toArray();
        } catch (IOException e) {
            throw new UncheckedIOException("the color table %s cannot be read".formatted(file), e);
        }
    }
}
