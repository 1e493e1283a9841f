package io.cam4j.benchmarks;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;

/** What JMH wrote of benchmarks, as quotients of two counters an iteration. */
final class Results {
    private Results() {}

    /** Returns all benchmarks of a result file in JSON, by the names of method and parameters. */
    static Map<String, JsonObject> read(Path file) throws IOException {
        Map<String, JsonObject> results = new TreeMap<>();
        for (JsonElement result : JsonParser.parseString(Files.readString(file)).getAsJsonArray()) {
            JsonObject benchmark = result.getAsJsonObject();
            results.put(name(benchmark), benchmark);
        }
        return results;
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

    /** Returns whether a benchmark has counted something of this name. */
    static boolean has(JsonObject benchmark, String counter) {
        return benchmark.getAsJsonObject("secondaryMetrics").has(counter);
    }

    /** Returns for each fork the median over its iterations of one counter by another. */
    static List<Double> forks(JsonObject benchmark, String counted, String by) {
        JsonObject metrics = benchmark.getAsJsonObject("secondaryMetrics");
        JsonArray values = metrics.getAsJsonObject(counted).getAsJsonArray("rawData");
        JsonArray divisors = metrics.getAsJsonObject(by).getAsJsonArray("rawData");
        List<Double> forks = new ArrayList<>();
        for (int fork = 0; fork < values.size(); fork++) {
            forks.add(median(quotients(
                    values.get(fork).getAsJsonArray(), divisors.get(fork).getAsJsonArray())));
        }
        return forks;
    }

    /** Returns the median over all iterations of one counter by another. */
    static double median(JsonObject benchmark, String counted, String by) {
        JsonObject metrics = benchmark.getAsJsonObject("secondaryMetrics");
        return median(quotients(iterations(metrics.getAsJsonObject(counted)), iterations(metrics.getAsJsonObject(by))));
    }

    private static JsonArray iterations(JsonObject metric) {
        JsonArray all = new JsonArray();
        metric.getAsJsonArray("rawData").forEach(fork -> all.addAll(fork.getAsJsonArray()));
        return all;
    }

    private static List<Double> quotients(JsonArray values, JsonArray divisors) {
        List<Double> quotients = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            quotients.add(values.get(i).getAsDouble() / divisors.get(i).getAsDouble());
        }
        return quotients;
    }

    /** Returns the middle value, of an even number the upper of both. */
    static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    /** Returns the sum of squared distances from the mean. */
    static double squares(List<Double> values) {
        double mean = doubles(values).average().orElseThrow();
        return doubles(values).map(value -> (value - mean) * (value - mean)).sum();
    }

    private static DoubleStream doubles(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue);
    }
}
