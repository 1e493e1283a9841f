package io.cam4j.examples.cli;

import io.cam4j.CamModelException;
import io.cam4j.onnx.LayerReport;
import io.cam4j.onnx.ModelReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cam inspect}. */
@Command(
        name = "inspect",
        description = "Prints a model's inputs, outputs and the head found.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class InspectCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "M.onnx", description = "An ONNX model.")
    private Path model = Path.of("");

    @Option(names = "--json", description = "Print it as JSON.")
    private boolean json;

    @Option(names = "--layers", description = "List the layers that can be explained instead; runs the model once.")
    private boolean layers;

    @Override
    public Integer call() {
        return layers ? printLayers() : printModel();
    }

    private int printLayers() {
        List<LayerReport> report = LayerReport.of(model);
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? LayerText.json(report) + System.lineSeparator() : Printable.of(LayerText.table(report)));
        out.flush();
        return ExitStatus.DONE;
    }

    private int printModel() {
        ModelReport report = ModelReport.of(model);
        PrintWriter out = spec.commandLine().getOut();
        String name = String.valueOf(model.getFileName());
        if (json) {
            out.println(ReportText.json(name, report));
        } else {
            out.print(Printable.of(ReportText.table(name, report)));
        }
        out.flush();
        if (report.head().isEmpty()) {
            throw new CamModelException(
                    model.toString(), "%s has no head that can be explained: %s".formatted(model, report.problem()));
        }
        return ExitStatus.DONE;
    }
}
