package io.cam4j.examples.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code cam demo}. */
@Command(
        name = "demo",
        description = "Explains bundled scenes with the embedded model.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class DemoCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UsageException("not yet");
    }
}
