package io.cam4j.examples.cli;

import io.cam4j.CamModelException;
import io.cam4j.network.Head;
import io.cam4j.onnx.ModelReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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

    @Override
    public Integer call() {
        ModelReport report = ModelReport.of(model);
        PrintWriter out = spec.commandLine().getOut();
        print(out, "model", String.valueOf(model.getFileName()));
        print(out, "producer", report.producer().isEmpty() ? "(not named)" : report.producer());
        print(out, "opset", String.valueOf(report.opset()));
        print(out, "nodes", String.valueOf(report.nodes()));
        report.inputs().forEach(input -> print(out, "input", input.toString()));
        report.outputs().forEach(output -> print(out, "output", output.toString()));
        Head head = report.head().orElseThrow(() -> new CamModelException(model.toString(), noHead(report)));
        print(out, "head", head.kind().label());
        print(out, "tap", head.tap());
        print(out, "weights", "%s [%d, %d]".formatted(head.weights(), head.classes(), head.channels()));
        print(out, "activation", head.activation().name().toLowerCase(Locale.ROOT));
        print(out, "scores", head.scores().label());
        report.matched().forEach(node -> print(out, "matched", node));
        return ExitStatus.DONE;
    }

    private String noHead(ModelReport report) {
        return "%s has no head that can be explained: %s".formatted(model, report.problem());
    }

    private static void print(PrintWriter out, String key, String value) {
        out.println("%-10s %s".formatted(key, Printable.line(value)));
    }
}
