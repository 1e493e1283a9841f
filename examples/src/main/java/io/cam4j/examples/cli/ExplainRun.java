package io.cam4j.examples.cli;

import io.cam4j.CamModelException;
import io.cam4j.ClassActivation;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.Request;
import io.cam4j.render.files.ImageFiles;
import io.cam4j.render.results.ExplanationWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Explains one image after the other; one that fails is named and does not stop the others. */
final class ExplainRun {
    private final ClassActivationMapper mapper;
    private final Request request;
    private final ExplanationWriter writer;
    private final RunReport page;
    private final Path folder;
    private final PrintWriter out;
    private final PrintWriter err;

    ExplainRun(
            ClassActivationMapper mapper,
            Request request,
            ExplanationWriter writer,
            RunReport page,
            Path folder,
            PrintWriter out,
            PrintWriter err) {
        this.mapper = mapper;
        this.request = request;
        this.writer = writer;
        this.page = page;
        this.folder = folder;
        this.out = out;
        this.err = err;
    }

    /** Returns the exit status. */
    int over(List<ImageInput> inputs) {
        int failed = 0;
        int failedByModel = 0;
        try (Progress progress = Progress.start(inputs.size())) {
            for (ImageInput input : inputs) {
                try {
                    explain(input);
                } catch (CamModelException e) {
                    failed++;
                    failedByModel++;
                    fail(input, String.valueOf(e.getMessage()));
                } catch (IOException | IllegalArgumentException e) {
                    failed++;
                    fail(input, withoutName(input.file(), String.valueOf(e.getMessage())));
                } catch (OutOfMemoryError e) {
                    failed++;
                    fail(input, "does not fit into memory; make it smaller, or give Java more with -Xmx");
                } catch (RuntimeException e) { // a defect, which is to cost this image and no other
                    failed++;
                    fail(input, "a defect of cam4j, please report it: " + e);
                }
                progress.step();
            }
        }
        page.finish().ifPresent(place -> out.println(Printable.line("report -> " + place)));
        if (failedByModel == inputs.size()) {
            return ExitStatus.MODEL;
        }
        return failed == 0 ? ExitStatus.DONE : ExitStatus.SOME_IMAGES_FAILED;
    }

    private void explain(ImageInput input) throws IOException {
        BufferedImage photo = ImageFiles.read(input.file());
        Explanation explanation = mapper.explain(photo, request);
        Path result = folder.resolve(input.result());
        writer.write(explanation, photo, input.fileName(), result);
        page.add(explanation, photo, input.fileName(), result);
        out.println(Printable.line("%s -> %s".formatted(input.file(), result)));
        for (ClassActivation activation : explanation.activations()) {
            out.println(Printable.line(String.format(
                    Locale.ROOT,
                    "  %d. %s %.1f %%%s",
                    activation.rank(),
                    activation.name(),
                    100 * activation.probability(),
                    activation.map().isFlat() ? " (flat map: no place stands out)" : "")));
        }
        out.flush();
    }

    private static String withoutName(Path file, String reason) {
        String name = file + ": ";
        return reason.startsWith(name) ? reason.substring(name.length()) : reason;
    }

    private void fail(ImageInput input, String reason) {
        err.println("cam: " + Printable.line("%s: %s".formatted(input.file(), reason)));
        err.flush();
        page.addFailure(input.fileName(), reason);
    }
}
