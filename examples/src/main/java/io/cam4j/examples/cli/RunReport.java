package io.cam4j.examples.cli;

import io.cam4j.Explanation;
import io.cam4j.heat.HeatPreset;
import io.cam4j.render.report.HtmlReport;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page of a run, where one is asked for. If it cannot be written the images are explained nevertheless. */
final class RunReport implements AutoCloseable {
    private static final int FEW_IMAGES = 20;
    private static final int SIDE_OF_FEW = 960; // pixels; many get the default, so that the page stays small

    private final @Nullable HtmlReport report;
    private final String place;
    private @Nullable IOException problem;

    private RunReport(@Nullable HtmlReport report, String place) {
        this.report = report;
        this.place = place;
    }

    static RunReport none() {
        return new RunReport(null, "");
    }

    /**
     * Checks, before any work is done, that a page may be put at a place.
     *
     * @param results the folders the run is going to write
     * @throws UsageException if it may not
     */
    static void check(Path file, boolean overwriting, List<Path> results) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        if (!name.endsWith(".html") && !name.endsWith(".htm")) {
            throw new UsageException("--report: a name ending in .html expected, got %s".formatted(file));
        }
        if (Files.isDirectory(file)) {
            throw new UsageException("--report: a file expected, %s is a folder".formatted(file));
        }
        if (Files.exists(file) && !overwriting) {
            throw new UsageException(
                    "%s exists already; give --force to replace it, or choose another --report".formatted(file));
        }
        Path absolute = file.toAbsolutePath().normalize();
        if (results.stream()
                .anyMatch(result -> absolute.startsWith(result.toAbsolutePath().normalize()))) {
            throw new UsageException(
                    "--report: %s lies in the folder of an image’s results; choose another place".formatted(file));
        }
    }

    /** Starts the page of so many images. @throws UsageException if it cannot be written */
    static RunReport start(Path file, HeatPreset preset, int images, boolean overwriting) {
        try {
            Files.createDirectories(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder"));
            HtmlReport.Builder builder = HtmlReport.builder(file).preset(preset).overwriting(overwriting);
            return new RunReport(
                    (images <= FEW_IMAGES ? builder.photoSide(SIDE_OF_FEW) : builder).start(), file.toString());
        } catch (IOException e) {
            throw unwritable(file.toString(), e);
        }
    }

    void add(Explanation explanation, BufferedImage photo, String name, Path result) {
        attempt(page -> page.add(explanation, photo, name, result));
    }

    void addFailure(String name, String reason) {
        attempt(page -> page.addFailure(name, reason));
    }

    private void attempt(Step step) {
        if (report != null && problem == null) {
            try {
                step.on(report);
            } catch (IOException e) {
                problem = e; // reported at the end
            }
        }
    }

    private interface Step {
        void on(HtmlReport page) throws IOException;
    }

    /** Puts the page in its place, if there is one; returns where. @throws UsageException if it could not be written */
    Optional<String> finish() {
        attempt(HtmlReport::finish);
        if (problem != null) {
            throw unwritable(place, problem);
        }
        return report == null ? Optional.empty() : Optional.of(place);
    }

    private static UsageException unwritable(String place, IOException e) {
        String reason = e instanceof FileAlreadyExistsException exists
                ? exists.getFile() + " is in its way"
                : String.valueOf(e.getMessage());
        return new UsageException("--report: %s cannot be written: %s".formatted(place, reason), e);
    }

    @Override
    public void close() {
        if (report != null) {
            try {
                report.close();
            } catch (IOException e) {
                throw unwritable(place, e);
            }
        }
    }
}
