package io.cam4j.render.report;

import com.google.gson.Gson;
import io.cam4j.Explanation;
import io.cam4j.Provenance;
import io.cam4j.heat.HeatPreset;
import io.cam4j.render.files.WholeFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One HTML file that shows explanations to people: a table to sort and filter, and for each image the heat of each class,
 * blended live over the photo, with the map's values under the pointer. The file holds all it needs; it works offline,
 * from a mail attachment too, and asks no server for anything. The same explanations give the same bytes.
 *
 * <p>Images are written to files beside the page as they are added, so memory does not grow with their number; the page
 * appears when it is finished. Not thread-safe.
 *
 * <pre>{@code
 * try (HtmlReport report = HtmlReport.builder(Path.of("report.html")).start()) {
 *     report.add(explanation, photo, "dog.jpg");
 *     report.finish();
 * }
 * }</pre>
 *
 * @implNote An image takes some 10 to 40 KB at the default size of photos, at most some 250 KB (noise), and 5.4 bytes a
 *     cell of each map.
 */
public final class HtmlReport implements AutoCloseable {
    private final Builder settings;
    private final Spool rows;
    private final Spool images;
    private @Nullable Provenance provenance;
    private List<String> methods = List.of();
    private int count;
    private int failures;
    private boolean finished;

    private HtmlReport(Builder settings, Spool rows, Spool images) {
        this.settings = settings;
        this.rows = rows;
        this.images = images;
    }

    /** Begins the description of a report that is to be the given file. */
    public static Builder builder(Path file) {
        return new Builder(file);
    }

    /**
     * Adds an image; with several methods the reader chooses between their maps.
     *
     * @param photo the picture that was explained, in its own size
     * @param name what to call it
     * @throws IllegalArgumentException if the photo has another size than the picture explained, or the explanation is of
     *     another model, preprocessing or list of methods than those before it
     * @throws IllegalStateException if the report is finished
     * @throws IOException if the page cannot be written
     */
    public void add(Explanation explanation, BufferedImage photo, String name) throws IOException {
        add(explanation, photo, name, ResultLinks.none());
    }

    /**
     * Adds an image whose result was written too; the page points to its files by a path relative to the page.
     *
     * @param result the folder an {@link io.cam4j.render.results.ExplanationWriter} wrote
     */
    public void add(Explanation explanation, BufferedImage photo, String name, Path result) throws IOException {
        add(explanation, photo, name, ResultLinks.of(settings.file, result));
    }

    private void add(Explanation explanation, BufferedImage photo, String name, ResultLinks links) throws IOException {
        checkOpen();
        check(explanation, photo);
        if (explanation.activations().isEmpty()) {
            rows.add(TableRow.empty(count, name));
        } else {
            ReportPhoto shown = ReportPhoto.of(photo, settings.photoSide);
            ReportPhoto small = shown.withHeat(settings.preset.mapOf(explanation.top()), explanation.geometry());
            String image = ImageJson.of(name, explanation, settings.preset, shown, links);
            images.add("<script type=\"application/json\" id=\"image-%d\">%s</script>".formatted(count, image));
            rows.add(TableRow.of(count, name, explanation, small));
        }
        provenance = explanation.provenance();
        methods = explanation.methods();
        count++;
    }

    private void check(Explanation explanation, BufferedImage photo) {
        int width = explanation.geometry().imageWidth();
        int height = explanation.geometry().imageHeight();
        if (photo.getWidth() != width || photo.getHeight() != height) {
            throw new IllegalArgumentException("the photo that was explained expected, %d × %d, got one of %d × %d"
                    .formatted(width, height, photo.getWidth(), photo.getHeight()));
        }
        if (provenance != null && !madeAlike(provenance, explanation)) {
            throw new IllegalArgumentException(
                    "explanations of one model, preprocessing and list of methods expected, got one by %s and %s after one by %s and %s; make a report for each"
                            .formatted(explanation.methods(), explanation.provenance(), methods, provenance));
        }
    }

    private boolean madeAlike(Provenance before, Explanation explanation) {
        Provenance now = explanation.provenance();
        return methods.equals(explanation.methods())
                && before.model().sha256().equals(now.model().sha256())
                && before.preprocessing().equals(now.preprocessing());
    }

    /**
     * Adds an image that could not be explained.
     *
     * @param name what to call it
     * @param reason why, for the reader of the page
     * @throws IllegalStateException if the report is finished
     * @throws IOException if the page cannot be written
     */
    public void addFailure(String name, String reason) throws IOException {
        checkOpen();
        rows.add(TableRow.failed(count, name, reason));
        count++;
        failures++;
    }

    private void checkOpen() {
        if (finished) {
            throw new IllegalStateException("an unfinished report expected, this one is finished or closed");
        }
    }

    /**
     * Puts the page together and in its place.
     *
     * @throws FileAlreadyExistsException if the file exists and is not to be replaced
     * @throws IllegalStateException if the report is finished
     * @throws IOException if the page cannot be written; what was there stays as it was
     */
    public void finish() throws IOException {
        checkOpen();
        settings.checkPlace();
        String style = PageTemplate.resource("report.css");
        String script = PageTemplate.resources(
                "page.js", "heat.js", "images.js", "view.js", "cursor.js", "detail.js", "table.js", "theme.js");
        Map<String, WholeFile.Content> parts = Map.of(
                "policy", PageTemplate.part(PageTemplate.policy(script, style)),
                "style", PageTemplate.part(style),
                "script", PageTemplate.part(script),
                "title", PageTemplate.part(new Markup().text(title()).toString()),
                "summary",
                        PageTemplate.part(new Markup()
                                .element("bdi", modelName())
                                .text(" · " + counts())
                                .toString()),
                "facts", PageTemplate.part(facts()),
                "colors", PageTemplate.part(new Gson().toJson(PageColors.json(settings.preset.isSigned()))),
                "rows", rows::copyTo,
                "images", images::copyTo);
        WholeFile.write(settings.file, output -> PageTemplate.write(output, parts));
        close();
    }

    private String title() {
        return "%s, %s".formatted(modelName(), counts());
    }

    private String modelName() {
        return provenance == null ? "Class activation maps" : provenance.model().name();
    }

    private String counts() {
        String images = count == 1 ? "1 image" : count + " images";
        return failures == 0 ? images : "%s, %d failed".formatted(images, failures);
    }

    private String facts() {
        return provenance == null
                ? new Markup().element("p", "No image could be explained.").toString()
                : Facts.of(provenance, methods, settings.preset, settings.photoSide);
    }

    /** Removes what is unfinished. A finished page stays; closing twice is harmless. */
    @Override
    public void close() throws IOException {
        finished = true;
        try (rows;
                images) {
            // both are removed, whatever happens to the first
        }
    }

    /** Collects what a report is to be. */
    public static final class Builder {
        private static final int DEFAULT_SIDE = 480;
        private static final int LEAST_SIDE = 96;
        private static final int MOST_SIDE = 4096;

        private final Path file;
        private HeatPreset preset = HeatPreset.MIN_MAX;
        private int photoSide = DEFAULT_SIDE;
        private boolean overwriting;

        private Builder(Path file) {
            this.file = Objects.requireNonNull(file);
        }

        /** Sets which map is shown: that of the preset the pictures are made with. Default min-max. */
        public Builder preset(HeatPreset preset) {
            this.preset = Objects.requireNonNull(preset);
            return this;
        }

        /**
         * Sets the longer side photos are cut down to, in pixels. Default 480.
         *
         * @param pixels 96 to 4096
         * @throws IllegalArgumentException if it is not
         */
        public Builder photoSide(int pixels) {
            if (pixels < LEAST_SIDE || pixels > MOST_SIDE) {
                throw new IllegalArgumentException(
                        "photoSide: %d to %d pixels expected, got %d".formatted(LEAST_SIDE, MOST_SIDE, pixels));
            }
            photoSide = pixels;
            return this;
        }

        /** Sets whether a file in the page's place may be replaced. Default no. */
        public Builder overwriting(boolean allowed) {
            overwriting = allowed;
            return this;
        }

        /**
         * Starts the report.
         *
         * @throws FileAlreadyExistsException if the file exists and is not to be replaced, or is a folder
         * @throws java.nio.file.NoSuchFileException if its folder does not exist
         * @throws IOException if the folder cannot be written
         */
        public HtmlReport start() throws IOException {
            checkPlace();
            Spool rows = Spool.beside(file);
            try {
                return new HtmlReport(this, rows, Spool.beside(file));
            } catch (IOException e) {
                rows.close();
                throw e;
            }
        }

        private void checkPlace() throws IOException {
            if (Files.isDirectory(file)) {
                throw new FileAlreadyExistsException(file.toString(), null, "is a folder, a file expected");
            }
            if (!overwriting && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(
                        file.toString(), null, "exists already; choose another place, or allow it to be overwritten");
            }
        }
    }
}
