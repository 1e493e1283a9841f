package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.testing.Fork;
import io.cam4j.testing.SharedData;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Memory does not grow, however often: of 40 samples the first ten warm up, and a line is laid through the others. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc/self/status")
class SoakTest {
    private static final int WARM_UP = 10;
    private static final double LEAST_NOISE_KB = 2048;

    /* As in SteadinessTest: the heap is touched beforehand, and the optimizing compiler's own memory is left out. */
    private static final List<String> FLAGS = List.of(
            "-Xms256m",
            "-Xmx256m",
            "-XX:+AlwaysPreTouch",
            "-XX:TieredStopAtLevel=1",
            "-XX:NativeMemoryTracking=summary");

    @TempDir
    Path folder;

    @Test
    void fortyThousandExplainsAndFortyOpeningsLeaveMemoryFlat() {
        assertFlat("explain", TestModel.linear(0, 64).write(folder), 40_000);
        assertFlat("open", TestModel.linear(0, 64).write(folder), 40);
    }

    @Test
    @Tag("soak")
    void aMillionExplainsOnATinyModelLeaveMemoryFlat() {
        assertFlat("explain", TestModel.linear(0, 64).write(folder), 1_000_000);
    }

    @Test
    @Tag("soak")
    void twentyThousandExplainsOnARealNetworkLeaveMemoryFlat() {
        assertFlat("explain", SharedData.path("models/squeezenet1_1.onnx"), 20_000);
    }

    @Test
    @Tag("soak")
    void openingAndClosing500TimesLeavesMemoryFlat() {
        assertFlat("open", SharedData.path("models/squeezenet1_1.onnx"), 520);
    }

    private static void assertFlat(String what, Path model, int times) {
        Fork.Result result = Fork.java(SoakProbe.class, FLAGS, what, model.toString(), String.valueOf(times));
        assertThat(result.exit()).as("%s %s", result.out(), result.err()).isZero();
        double[][] samples =
                result.out().lines().skip(WARM_UP).map(SoakTest::numbers).toArray(double[][]::new);
        String[] memories = {"the process", "Java's heap", "what the JVM counts as its own"};
        for (int memory = 0; memory < memories.length; memory++) {
            Line line = Line.through(samples, memory + 1);
            System.out.printf(
                    "%s %d times, %s: %.0f KB more from the %.0fth on, noise %.0f KB%n",
                    what, times, memories[memory], line.growth(), samples[0][0], line.noise());
            assertThat(line.growth())
                    .as("%s of %d times '%s'%n%s", memories[memory], times, what, result.out())
                    .isLessThan(Math.max(LEAST_NOISE_KB, 3 * line.noise()));
        }
    }

    private static double[] numbers(String line) {
        return List.of(line.split(" ", -1)).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /**
     * A straight line of least squares.
     *
     * @param growth from the first sample to the last, along the line
     * @param noise standard deviation of the samples from the line
     */
    private record Line(double growth, double noise) {
        static Line through(double[][] samples, int column) {
            int count = samples.length;
            double meanX = (count - 1) / 2.0;
            double meanY = 0;
            for (double[] sample : samples) {
                meanY += sample[column] / count;
            }
            double xy = 0;
            double xx = 0;
            for (int i = 0; i < count; i++) {
                xy += (i - meanX) * (samples[i][column] - meanY);
                xx += (i - meanX) * (i - meanX);
            }
            double slope = xy / xx;
            double squares = 0;
            for (int i = 0; i < count; i++) {
                double off = samples[i][column] - meanY - slope * (i - meanX);
                squares += off * off;
            }
            return new Line(slope * (count - 1), Math.sqrt(squares / count));
        }
    }
}
