package io.cam4j.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/**
 * The folder of models, photos and other implementations' answers that lies beside the project; the tests that need it
 * are skipped where it is absent.
 */
public final class SharedData {
    /** The nine photos with golden answers. */
    public static final List<String> PHOTOS = List.of(
            "both",
            "cat",
            "cheetah-person",
            "dog-bike-car",
            "elephant",
            "giraffe",
            "goldfish",
            "kitten",
            "mountain-bike");

    private SharedData() {}

    /** Returns a file or folder in it; skips the test where there is none. */
    public static Path path(String relative) {
        String property = System.getProperty("cam4j.shared");
        Path folder = property == null ? Path.of("..", "..", "shared") : Path.of(property);
        Path path = folder.resolve(relative);
        Assumptions.assumeTrue(Files.exists(path), "skipped: " + relative + " is not beside the project");
        return path;
    }
}
