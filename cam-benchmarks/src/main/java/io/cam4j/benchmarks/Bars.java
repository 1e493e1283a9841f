package io.cam4j.benchmarks;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Says for a run of JMH which bars it met: the median over all iterations of subject's by yardstick's time. */
public final class Bars {
    private static final Map<String, Double> HIGHEST =
            Map.of("explainBesideBareRun resnet18", 1.05, "mapsBesideBlas", 3.0);

    private Bars() {}

    /**
     * Prints a line a benchmark; exits with 1 if a bar is not met or not measured.
     *
     * @param arguments JMH's result file in JSON
     */
    public static void main(String... arguments) throws IOException {
        boolean met = true;
        Set<String> missing = new TreeSet<>(HIGHEST.keySet());
        for (JsonElement result :
                JsonParser.parseString(Files.readString(Path.of(arguments[0]))).getAsJsonArray()) {
            JsonObject benchmark = result.getAsJsonObject();
            String name = name(benchmark);
            double ratio = ratio(benchmark.getAsJsonObject("secondaryMetrics"));
            Double highest = HIGHEST.get(name);
            missing.remove(name);
            met &= highest == null || ratio <= highest;
            System.out.printf(
                    "%-36s %.3f%s%n",
                    name,
                    ratio,
                    highest == null ? "" : " (bar %.2f: %s)".formatted(highest, ratio <= highest ? "met" : "MISSED"));
        }
        missing.forEach(name -> System.out.println(name + " was not measured, its bar says nothing"));
        if (!met || !missing.isEmpty()) {
            System.exit(1);
        }
    }

    private static String name(JsonObject benchmark) {
        String method = benchmark.get("benchmark").getAsString().replaceFirst(".*\\.", "");
        return benchmark.has("params")
                ? method + " "
                        + benchmark.getAsJsonObject("params").get("model").getAsString()
                : method;
    }

    private static double ratio(JsonObject metrics) {
        List<Double> subject = iterations(metrics.getAsJsonObject("subjectNanos"));
        List<Double> yardstick = iterations(metrics.getAsJsonObject("yardstickNanos"));
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < subject.size(); i++) {
            ratios.add(subject.get(i) / yardstick.get(i));
        }
        ratios.sort(null);
        return ratios.get(ratios.size() / 2);
    }

    private static List<Double> iterations(JsonObject metric) {
        List<Double> values = new ArrayList<>();
        for (JsonElement fork : metric.getAsJsonArray("rawData")) {
            JsonArray iterations = fork.getAsJsonArray();
            iterations.forEach(value -> values.add(value.getAsDouble()));
        }
        return values;
    }
}
