package io.cam4j.examples.cli;

import io.cam4j.CamModelException;
import io.cam4j.onnx.ProviderUnavailableException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line {@code cam}: explains images, describes models, shows a demo. */
@Command(
        name = "cam",
        description = "Shows where in an image a neural network saw a class (class activation maps).",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {ExplainCommand.class, InspectCommand.class, MethodsCommand.class, DemoCommand.class},
        synopsisSubcommandLabel = "COMMAND")
public final class Cam implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Cam() {}

    /** Runs one command and exits with its status. */
    public static void main(String... arguments) {
        PrintStream error = System.err;
        int status = run(writer(System.out), writer(error), arguments);
        System.exit(status);
    }

    private static PrintWriter writer(OutputStream stream) {
        return new PrintWriter(new PrintStream(stream, true, StandardCharsets.UTF_8), true, StandardCharsets.UTF_8);
    }

    /** Runs one command; returns the status to exit with. */
    static int run(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine command = new CommandLine(new Cam())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExpandAtFiles(false) // a picture called @options is a picture
                .setParameterExceptionHandler(Cam::refuse)
                .setExecutionExceptionHandler((exception, line, parsed) -> explain(exception, line));
        int status = command.execute(arguments);
        out.flush();
        err.flush();
        return status;
    }

    private static int refuse(ParameterException exception, String... arguments) {
        CommandLine line = exception.getCommandLine();
        say(line, String.valueOf(exception.getMessage()));
        line.getErr().println("Try '%s --help'.".formatted(line.getCommandSpec().qualifiedName()));
        return ExitStatus.USAGE;
    }

    private static int explain(Exception exception, CommandLine line) {
        if (exception instanceof UsageException || exception instanceof ProviderUnavailableException) {
            say(line, String.valueOf(exception.getMessage()));
            return ExitStatus.USAGE;
        }
        if (exception instanceof CamModelException) {
            say(line, String.valueOf(exception.getMessage()));
            return ExitStatus.MODEL;
        }
        say(line, "a defect of cam4j; please report it with what follows");
        exception.printStackTrace(line.getErr());
        return ExitStatus.DEFECT;
    }

    private static void say(CommandLine line, String message) {
        line.getErr().println("cam: " + Printable.of(message));
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command expected: explain, inspect, methods or demo");
    }
}
