package io.cam4j.benchmarks;

import com.google.gson.JsonObject;
import io.cam4j.method.CamMethod;
import io.cam4j.method.Methods;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.openjdk.jmh.annotations.Param;

/** Says for a run of JMH which bars it met; what is compared is the median over all iterations. */
public final class Bars {
    private static final List<Bar> BARS = bars();

    private Bars() {}

    /** The most that one thing a benchmark counts may be by another. */
    private record Bar(String benchmark, String counted, String by, double most, String unit) {
        static Bar ratio(String benchmark, double most) {
            return new Bar(benchmark, "subjectNanos", "yardstickNanos", most, "times");
        }

        static Bar millis(String benchmark, double most) {
            return new Bar(benchmark, "subjectNanos", "turns", most * 1e6, "ns");
        }

        static Bar bytes(String benchmark, double most) {
            return new Bar(benchmark, "extraBytes", "turns", most, "bytes");
        }
    }

    private static List<Bar> bars() {
        List<Bar> bars = new ArrayList<>(List.of(
                Bar.ratio("explainBesideBareRun resnet18", 1.02),
                Bar.ratio("explainBesideBareRun squeezenet1_1", 1.05),
                Bar.ratio("explainImageBesideBareRun resnet18", 1.15),
                Bar.ratio("explainImageBesideBareRun squeezenet1_1", 1.40),
                Bar.bytes("explainAllocation resnet18", 8 * 1024),
                Bar.bytes("explainAllocation squeezenet1_1", 8 * 1024),
                Bar.ratio("mapsBesideBlas nd4j 5", 2.0),
                Bar.ratio("mapsBesideBlas nd4j 1000", 1.2),
                Bar.ratio("decode whole", 1.05),
                Bar.ratio("preprocess 4000x3000 INT_RGB", 8.0),
                Bar.millis("preprocess 768x576 INT_RGB", 2.0),
                Bar.ratio("overlayBesideCopy MIN_MAX 4000x3000", 7.0),
                Bar.millis("overlayBesideCopy MIN_MAX 224x224", 0.25)));
        for (String model : List.of("resnet18", "squeezenet1_1")) {
            bars.add(Bar.ratio("twoCallersBesideOne " + model, 2 / 1.7)); // twice the work in that much time
            bars.add(Bar.ratio("batchBesideBareRuns 1 " + model + " throughput", 1 / 0.98));
            bars.add(Bar.ratio("batchBesideBareRuns 8 " + model + " throughput", 1 / 0.98));
        }
        for (CamMethod method : Methods.ofOneRun()) {
            boolean eigenvector = method.cost().startsWith("an eigenvector");
            bars.add(Bar.ratio("methodBesideBareRun " + method.name(), eigenvector ? 1.25 : 1.10));
        }
        bars.add(Bar.ratio("methodBesideBareRun " + MethodBenchmark.ALL, 1.5));
        bars.add(Bar.ratio("layersBesideBareRun layer4 1", 1.05));
        bars.add(Bar.ratio("layersBesideBareRun layer4 5", 1.10));
        bars.add(Bar.ratio("layersBesideBareRun layer3 1", 1.5));
        bars.add(Bar.ratio("layersBesideBareRun layer3 5", 3));
        bars.add(Bar.ratio("layersBesideBareRun layer2,layer3,layer4 1", 2.2));
        bars.add(Bar.ratio("scoreCamBesideBareRuns throughput", 0.9));
        for (String model : models(OpenBenchmark.class)) {
            bars.add(Bar.ratio("openBesideBareOpenAndRun " + model, 1.15));
        }
        return bars;
    }

    private static String[] models(Class<?> benchmark) {
        try {
            return benchmark.getField("model").getAnnotation(Param.class).value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Prints a line a benchmark and a line a bar; exits with 1 if a bar is not met or not measured.
     *
     * @param arguments JMH's result file in JSON
     */
    public static void main(String... arguments) throws IOException {
        Map<String, JsonObject> results = Results.read(Path.of(arguments[0]));
        results.forEach((name, benchmark) -> {
            if (Results.has(benchmark, "yardstickNanos")) {
                System.out.printf(
                        "%-42s %8.3f times %12.4f ms%n",
                        name,
                        Results.median(benchmark, "subjectNanos", "yardstickNanos"),
                        Results.median(benchmark, "subjectNanos", "turns") / 1e6);
            }
        });
        boolean met = true;
        Set<String> missing = new TreeSet<>();
        for (Bar bar : BARS) {
            JsonObject benchmark = results.get(bar.benchmark);
            if (benchmark == null) {
                missing.add(bar.benchmark);
            } else {
                met &= isMet(bar, Results.median(benchmark, bar.counted, bar.by));
            }
        }
        missing.forEach(name -> System.out.println(name + " was not measured, its bar says nothing"));
        if (!met || !missing.isEmpty()) {
            System.exit(1);
        }
    }

    private static boolean isMet(Bar bar, double value) {
        boolean met = value <= bar.most;
        System.out.printf(
                "%s: %.3f %s, at most %.3f: %s%n", bar.benchmark, value, bar.unit, bar.most, met ? "met" : "MISSED");
        return met;
    }
}
