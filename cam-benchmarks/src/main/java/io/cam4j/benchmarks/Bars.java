package io.cam4j.benchmarks;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.cam4j.method.CamMethod;
import io.cam4j.method.Methods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Says for a run of JMH which bars it met: the median over all iterations of subject's by yardstick's time, and where a bar
 * is set in milliseconds that of subject's time.
 */
public final class Bars {
    private static final Map<String, Double> HIGHEST = highest();
    private static final Map<String, Double> LONGEST_MILLIS =
            Map.of("preprocess 768x576 INT_RGB", 2.0, "overlayBesideCopy MIN_MAX 224x224", 0.25);

    private Bars() {}

    private static Map<String, Double> highest() {
        Map<String, Double> bars = new TreeMap<>();
        bars.put("explainBesideBareRun resnet18", 1.05);
        bars.put("mapsBesideBlas", 3.0);
        bars.put("decode whole", 1.05);
        bars.put("preprocess 4000x3000 INT_RGB", 8.0);
        bars.put("overlayBesideCopy MIN_MAX 4000x3000", 7.0);
        for (CamMethod method : Methods.all()) {
            boolean eigenvector = method.cost().startsWith("an eigenvector");
            bars.put("methodBesideBareRun " + method.name(), eigenvector ? 1.25 : 1.10);
        }
        bars.put("methodBesideBareRun " + MethodBenchmark.ALL, 1.5);
        return bars;
    }

    /**
     * Prints a line a benchmark; exits with 1 if a bar is not met or not measured.
     *
     * @param arguments JMH's result file in JSON
     */
    public static void main(String... arguments) throws IOException {
        boolean met = true;
        Set<String> missing = new TreeSet<>(HIGHEST.keySet());
        missing.addAll(LONGEST_MILLIS.keySet());
        for (JsonElement result :
                JsonParser.parseString(Files.readString(Path.of(arguments[0]))).getAsJsonArray()) {
            JsonObject benchmark = result.getAsJsonObject();
            JsonObject metrics = benchmark.getAsJsonObject("secondaryMetrics");
            String name = name(benchmark);
            double ratio = median(metrics, "subjectNanos", "yardstickNanos");
            double millis = median(metrics, "subjectNanos", "turns") / 1e6;
            missing.remove(name);
            met &= isMet(HIGHEST.get(name), ratio) && isMet(LONGEST_MILLIS.get(name), millis);
            System.out.printf(
                    "%-36s %8.3f%s %10.3f ms%s%n",
                    name, ratio, verdict(HIGHEST.get(name), ratio), millis, verdict(LONGEST_MILLIS.get(name), millis));
        }
        missing.forEach(name -> System.out.println(name + " was not measured, its bar says nothing"));
        if (!met || !missing.isEmpty()) {
            System.exit(1);
        }
    }

    private static boolean isMet(@Nullable Double bar, double value) {
        return bar == null || value <= bar;
    }

    private static String verdict(@Nullable Double bar, double value) {
        return bar == null ? "" : " (bar %.2f: %s)".formatted(bar, isMet(bar, value) ? "met" : "MISSED");
    }

    private static String name(JsonObject benchmark) {
        StringBuilder name =
                new StringBuilder(benchmark.get("benchmark").getAsString().replaceFirst(".*\\.", ""));
        if (benchmark.has("params")) {
            JsonObject parameters = benchmark.getAsJsonObject("params");
            parameters
                    .keySet()
                    .forEach(key -> name.append(' ').append(parameters.get(key).getAsString()));
        }
        return name.toString();
    }

    private static double median(JsonObject metrics, String counted, String by) {
        List<Double> values = iterations(metrics.getAsJsonObject(counted));
        List<Double> divisors = iterations(metrics.getAsJsonObject(by));
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            ratios.add(values.get(i) / divisors.get(i));
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
