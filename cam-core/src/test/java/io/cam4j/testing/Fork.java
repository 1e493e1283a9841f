package io.cam4j.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a main class in a JVM of its own, for what depends on flags, memory or a fresh process. */
public final class Fork {
    private static final long LIMIT_SECONDS = 900;

    private Fork() {}

    /**
     * What a process left behind.
     *
     * @param exit its exit status
     * @param out what it printed on standard output
     * @param err what it printed on standard error
     */
    public record Result(int exit, String out, String err) {}

    /** Runs the class with the test's own class path; the flags go to the JVM, the arguments to the class. */
    public static Result java(Class<?> main, List<String> flags, String... arguments) {
        return run(command(main, flags, arguments), Map.of());
    }

    /** Returns the command that {@link #java} runs. */
    public static List<String> command(Class<?> main, List<String> flags, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Djava.awt.headless=true");
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * Runs a command, its output kept; one that does not end in a quarter of an hour is ended.
     *
     * @param environment variables to set beside this process' own; an empty value removes one
     */
    public static Result run(List<String> command, Map<String, String> environment) {
        try {
            Path out = Files.createTempFile("fork", ".out");
            Path err = Files.createTempFile("fork", ".err");
            try {
                return new Result(start(command, environment, out, err), Files.readString(out), Files.readString(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static int start(List<String> command, Map<String, String> environment, Path out, Path err)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        builder.environment().values().removeIf(String::isEmpty);
        Process process = builder.start();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("not ended in %d s: %s".formatted(LIMIT_SECONDS, command));
        }
        return process.exitValue();
    }
}
