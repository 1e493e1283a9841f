package io.cam4j.examples.cli;

import io.cam4j.CamModelException;
import io.cam4j.ClassActivation;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.ExplanationStream;
import io.cam4j.Outcome;
import io.cam4j.Request;
import io.cam4j.render.files.ImageFiles;
import io.cam4j.render.results.ExplanationWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Explains images and writes their results, in order; one that fails is named and does not stop the others. */
final class ExplainRun {
    private final ClassActivationMapper mapper;
    private final Request request;
    private final ExplanationWriter writer;
    private final RunReport page;
    private final Path folder;
    private final Timings timings;
    private final PrintWriter out;
    private final PrintWriter err;
    private int failed;
    private int failedByModel;

    ExplainRun(
            ClassActivationMapper mapper,
            Request request,
            ExplanationWriter writer,
            RunReport page,
            Path folder,
            Timings timings,
            PrintWriter out,
            PrintWriter err) {
        this.mapper = mapper;
        this.request = request;
        this.writer = writer;
        this.page = page;
        this.folder = folder;
        this.timings = timings;
        this.out = out;
        this.err = err;
    }

    /** Returns the exit status. */
    int over(List<ImageInput> inputs) {
        return over(inputs, Progress.start(inputs.size()));
    }

    /** @param progress to be closed by this */
    int over(List<ImageInput> inputs, Progress progress) {
        try (progress;
                ExplanationStream<ImageInput> outcomes = mapper.explainEach(
                        inputs.iterator(), input -> ImageFiles.read(input.file()), request.watchedBy(progress))) {
            while (outcomes.hasNext()) {
                Outcome<ImageInput> outcome = outcomes.next();
                timings.reached("first image explained");
                take(outcome);
                progress.step();
            }
        }
        page.finish().ifPresent(place -> out.println(Printable.line("report -> " + place)));
        if (failedByModel == inputs.size()) {
            return ExitStatus.MODEL;
        }
        return failed == 0 ? ExitStatus.DONE : ExitStatus.SOME_IMAGES_FAILED;
    }

    private void take(Outcome<ImageInput> outcome) {
        if (outcome instanceof Outcome.Failed<ImageInput> image) {
            fail(image.source(), image.cause());
        } else if (outcome instanceof Outcome.Explained<ImageInput> image) {
            try {
                write(image);
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                fail(image.source(), e);
            }
        }
    }

    private void write(Outcome.Explained<ImageInput> image) throws IOException {
        ImageInput input = image.source();
        Explanation explanation = image.explanation();
        Path result = folder.resolve(input.result());
        writer.write(explanation, image.image(), input.fileName(), result);
        page.add(explanation, image.image(), input.fileName(), result);
        out.println(Printable.line("%s -> %s".formatted(input.file(), result)));
        if (explanation.activations().isEmpty()) {
            out.println("  no class is above the threshold");
        }
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

    private void fail(ImageInput input, Throwable cause) {
        failed++;
        failedByModel += cause instanceof CamModelException ? 1 : 0;
        String reason = reason(input, cause);
        err.println("cam: " + Printable.line("%s: %s".formatted(input.file(), reason)));
        err.flush();
        page.addFailure(input.fileName(), reason);
    }

    private static String reason(ImageInput input, Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            return "does not fit into memory; make it smaller, or give Java more with -Xmx";
        }
        if (cause instanceof CamModelException
                || cause instanceof IOException
                || cause instanceof IllegalArgumentException) {
            String message = String.valueOf(cause.getMessage());
            String name = input.file() + ": ";
            return message.startsWith(name) ? message.substring(name.length()) : message;
        }
        return "a defect of cam4j, please report it: " + cause; // is to cost this image and no other
    }
}
