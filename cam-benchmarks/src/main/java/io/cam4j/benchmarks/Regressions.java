package io.cam4j.benchmarks;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compares two result files of JMH, of the commit before and the one after, both measured on the same machine.
 *
 * <p>What is compared is a benchmark's time in units of its yardstick, which was measured in turns with it, so that a machine
 * that is busier one day than the other does not matter. Each fork gives one number, the median of its iterations; a
 * benchmark has become slower if the mean of its forks grew by more than its noise band: three standard errors of the
 * difference, from how forks of one file differ from each other, and 2 % at least.
 */
public final class Regressions {
    private static final double STANDARD_ERRORS = 3;
    private static final double LEAST_BAND = 0.02;

    private Regressions() {}

    /**
     * Prints a line a benchmark; exits with 1 if one became slower.
     *
     * @param arguments the two files, before and after
     */
    public static void main(String... arguments) throws IOException {
        Map<String, JsonObject> before = Results.read(Path.of(arguments[0]));
        Map<String, JsonObject> after = Results.read(Path.of(arguments[1]));
        boolean slower = false;
        for (String name : before.keySet()) {
            JsonObject then = Objects.requireNonNull(before.get(name));
            JsonObject now = after.get(name);
            if (now == null) {
                System.out.printf("%-42s was not measured again%n", name);
            } else if (Results.has(then, "yardstickNanos")) {
                slower |= isSlower(name, forks(then), forks(now));
            }
        }
        if (slower) {
            System.exit(1);
        }
    }

    private static List<Double> forks(JsonObject benchmark) {
        return Results.forks(benchmark, "subjectNanos", "yardstickNanos");
    }

    private static boolean isSlower(String name, List<Double> before, List<Double> after) {
        double growth = mean(after) / mean(before) - 1;
        double band = band(before, after);
        boolean slower = growth > band;
        System.out.printf(
                "%-42s %8.3f -> %8.3f  %+6.1f %%, noise %.1f %%%s%n",
                name, mean(before), mean(after), 100 * growth, 100 * band, slower ? "  SLOWER" : "");
        return slower;
    }

    /** Of the growth, from 0. */
    private static double band(List<Double> before, List<Double> after) {
        int freedom = before.size() + after.size() - 2;
        if (freedom < 2) {
            throw new IllegalArgumentException("two or more forks in each file expected; give JMH -f 3");
        }
        double variance = (Results.squares(before) + Results.squares(after)) / freedom;
        double error = Math.sqrt(variance * (1.0 / before.size() + 1.0 / after.size()));
        return Math.max(LEAST_BAND, STANDARD_ERRORS * error / mean(before));
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
