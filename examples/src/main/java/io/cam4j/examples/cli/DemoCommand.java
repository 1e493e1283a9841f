package io.cam4j.examples.cli;

import io.cam4j.ClassActivation;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.examples.demo.DemoModel;
import io.cam4j.examples.demo.DemoScene;
import io.cam4j.examples.demo.DemoScenes;
import io.cam4j.heat.HeatPreset;
import io.cam4j.render.Overlay;
import io.cam4j.render.Sheet;
import io.cam4j.render.files.ImageFiles;
import io.cam4j.render.report.HtmlReport;
import io.cam4j.render.results.ExplanationWriter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code cam demo}: the embedded model sees two shapes in each of a few pictures, and shows where. */
@Command(
        name = "demo",
        description = "Explains pictures of two shapes each with a small model that is built in.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DemoCommand implements Callable<Integer> {
    private static final int SHAPES = 2;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "cam-demo",
            description = "Where the pictures go (default: cam-demo). Those of an earlier demo are replaced.")
    private Path out = Path.of("cam-demo");

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        try (ClassActivationMapper mapper = DemoModel.open()) {
            Files.createDirectories(out);
            try (HtmlReport report =
                    HtmlReport.builder(page()).overwriting(true).start()) {
                for (DemoScene scene : DemoScenes.all()) {
                    explain(mapper, scene, report, console);
                }
                report.finish();
            }
        } catch (IOException e) {
            throw new UsageException("--out: %s cannot be written: %s".formatted(out, e.getMessage()), e);
        }
        console.println(Printable.line("Open " + page().toAbsolutePath() + " in a browser"));
        return ExitStatus.DONE;
    }

    private Path page() {
        return out.resolve("report.html");
    }

    private void explain(ClassActivationMapper mapper, DemoScene scene, HtmlReport report, PrintWriter console)
            throws IOException {
        BufferedImage photo = scene.image();
        Explanation explanation = mapper.explain(photo, SHAPES);
        ExplanationWriter.of(HeatPreset.MIN_MAX)
                .overwriting(true)
                .write(explanation, photo, scene.fileName(), out.resolve(scene.name()));
        report.add(explanation, photo, scene.fileName(), out.resolve(scene.name()));
        ImageFiles.write(photo, out.resolve(scene.fileName()));
        BufferedImage sheet = Sheet.of(Overlay.jet()).topK(photo, explanation);
        ImageFiles.write(sheet, out.resolve(scene.name() + "-sheet.png"));
        console.println("%s: %s"
                .formatted(
                        scene.name(),
                        explanation.activations().stream()
                                .map(DemoCommand::line)
                                .collect(Collectors.joining(", "))));
    }

    private static String line(ClassActivation activation) {
        return String.format(Locale.ROOT, "%s %.1f %%", activation.name(), 100 * activation.probability());
    }
}
