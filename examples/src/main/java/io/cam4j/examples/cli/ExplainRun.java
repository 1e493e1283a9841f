package io.cam4j.examples.cli;

import io.cam4j.CamModelException;
import io.cam4j.ClassActivation;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
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
    private final ClassSelection selection;
    private final ExplanationWriter writer;
    private final Path folder;
    private final PrintWriter out;
    private final PrintWriter err;

    ExplainRun(
            ClassActivationMapper mapper,
            ClassSelection selection,
            ExplanationWriter writer,
            Path folder,
            PrintWriter out,
            PrintWriter err) {
        this.mapper = mapper;
        this.selection = selection;
        this.writer = writer;
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
                    report("%s: %s".formatted(input.file(), e.getMessage()));
                } catch (IOException | IllegalArgumentException e) {
                    failed++;
                    report(withName(input.file(), String.valueOf(e.getMessage())));
                } catch (OutOfMemoryError e) {
                    failed++;
                    report("%s: does not fit into memory; make it smaller, or give Java more with -Xmx"
                            .formatted(input.file()));
                } catch (RuntimeException e) { // a defect, which is to cost this image and no other
                    failed++;
                    report("%s: a defect of cam4j, please report it: %s".formatted(input.file(), e));
                }
                progress.step();
            }
        }
        if (failedByModel == inputs.size()) {
            return ExitStatus.MODEL;
        }
        return failed == 0 ? ExitStatus.DONE : ExitStatus.SOME_IMAGES_FAILED;
    }

    private void explain(ImageInput input) throws IOException {
        BufferedImage photo = ImageFiles.read(input.file());
        Explanation explanation = selection.explain(mapper, photo);
        Path result = folder.resolve(input.result());
        writer.write(explanation, photo, String.valueOf(input.file().getFileName()), result);
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

    private static String withName(Path file, String reason) {
        return reason.startsWith(file.toString()) ? reason : "%s: %s".formatted(file, reason);
    }

    private void report(String problem) {
        err.println("cam: " + Printable.line(problem));
        err.flush();
    }
}
