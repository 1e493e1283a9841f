package io.cam4j.render.files;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A process that reads the files of a folder, once it has warmed up on one of them, and prints a {@link Line} each. */
final class ReadingProbe {
    private ReadingProbe() {}

    /**
     * What came of a file.
     *
     * @param name the file's
     * @param millis of processor time it took
     * @param outcome the picture's size, or the exception
     */
    record Line(String name, long millis, String outcome) {
        static Line of(String text) {
            String[] parts = text.split("\t", 3);
            return new Line(parts[0], Long.parseLong(parts[1]), parts[2]);
        }

        @Override
        public String toString() {
            return name + "\t" + millis + "\t" + outcome;
        }
    }

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        outcome(folder.resolve(arguments[1]));
        for (Path file : files(folder)) {
            long start = cpuNanos();
            String outcome = outcome(file);
            System.out.println(new Line(
                    file.getFileName().toString(), (cpuNanos() - start) / 1_000_000, outcome.replaceAll("\\s+", " ")));
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String outcome(Path file) {
        try {
            BufferedImage picture = ImageFiles.read(file);
            return "%d × %d".formatted(picture.getWidth(), picture.getHeight());
        } catch (Throwable e) { // whatever comes out is what is asked for
            return e.getClass().getSimpleName() + ": " + e.getMessage();
        }
    }
}
