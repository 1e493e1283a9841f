package io.cam4j.examples.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** The few pictures that come with the program, and the program that drew them. */
public final class DemoScenes {
    private static final long[] SEEDS = {55, 42, 66, 34, 41, 63};

    private DemoScenes() {}

    /** Returns the pictures, {@code scene-1} first. */
    public static List<DemoScene> all() {
        return IntStream.range(0, SEEDS.length)
                .mapToObj(i -> new DemoScene("scene-" + (i + 1), SEEDS[i]))
                .toList();
    }

    /**
     * Draws the pictures anew and writes their files.
     *
     * @param arguments the folder, which exists
     * @throws IOException if a file cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 1 || !Files.isDirectory(Path.of(arguments[0]))) {
            throw new IllegalArgumentException("one folder that exists expected, got %s".formatted(List.of(arguments)));
        }
        for (DemoScene scene : all()) {
            Path file = Path.of(arguments[0], scene.fileName());
            ImageIO.write(scene.draw().image(), "png", file.toFile());
        }
    }
}
