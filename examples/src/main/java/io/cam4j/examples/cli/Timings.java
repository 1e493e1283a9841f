package io.cam4j.examples.cli;

import io.cam4j.onnx.OnnxClassActivationMapper;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** When a run got how far, counted from the start of the JVM. */
final class Timings {
    private final Map<String, Long> reached = new ConcurrentHashMap<>(); // milliseconds of the clock

    private Timings() {}

    /** Starts ONNX Runtime and ND4J too: that takes longest, and other things are done meanwhile. */
    static Timings start() {
        Timings timings = new Timings();
        timings.reached("command line read");
        var unused = OnnxClassActivationMapper.start().thenRun(() -> timings.reached("ND4J started, beside the rest"));
        return timings;
    }

    /** Takes note of the time; the first one counts. */
    void reached(String what) {
        reached.putIfAbsent(what, System.currentTimeMillis());
    }

    /** Prints a line for all that was reached, in its order. */
    void print(PrintWriter writer) {
        reached("done");
        long start = ManagementFactory.getRuntimeMXBean().getStartTime(); // asked for late, it takes a while
        reached.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .forEach(entry -> writer.println(String.format(
                        Locale.ROOT,
                        "%7.3f s  %s",
                        (Objects.requireNonNull(entry.getValue()) - start) / 1e3,
                        entry.getKey())));
        writer.flush();
    }
}
