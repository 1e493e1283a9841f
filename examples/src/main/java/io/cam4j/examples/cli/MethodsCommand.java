package io.cam4j.examples.cli;

import io.cam4j.method.Basis;
import io.cam4j.method.CamMethod;
import io.cam4j.method.Methods;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code cam methods}. */
@Command(
        name = "methods",
        description = "Lists the methods: the heads they hold for, what a map costs beside the run, the paper.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class MethodsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        line(out, "METHOD", "HEADS", "COST", "PAPER");
        for (CamMethod method : Methods.all()) {
            line(out, method.name(), heads(method), method.cost(), method.paper());
        }
        out.println();
        out.println(
                "linear heads: gap-linear, gap-conv and conv-gap; pooled heads: those and gap-tail (cam inspect tells).");
        out.println("On gap-linear and gap-conv heads grad-cam, hires-cam and xgrad-cam are cam.");
        out.println(
                "At other layers (--layer) there is no cam; ablation-cam and recipro-cam run what is behind the layer again.");
        out.println("auto, the default: cam where the head pools, else grad-cam, else recipro-cam.");
        out.flush();
        return ExitStatus.DONE;
    }

    private static String heads(CamMethod method) {
        boolean byTrials = method.basis() != Basis.TRIALS && method.trials().isPresent();
        return method.basis().heads() + (byTrials ? ", else by trials" : "");
    }

    private static void line(PrintWriter out, String name, String heads, String cost, String paper) {
        out.println("%-22s%-30s%-32s%s".formatted(name, heads, cost, paper).stripTrailing());
    }
}
