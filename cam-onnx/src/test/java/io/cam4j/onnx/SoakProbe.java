package io.cam4j.onnx;

import com.sun.management.OperatingSystemMXBean;
import io.cam4j.ClassActivationMapper;
import io.cam4j.preprocessing.InputTensor;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;

/**
 * A process that does something many times and prints its memory along the way, a line a sample: how often it was done,
 * then in kilobytes the process, Java's heap after a collection, and what the JVM counts as its own (native tracking).
 * Arguments: explain or open, the model, how often.
 */
final class SoakProbe {
    private static final int SAMPLES = 40;
    private static final Pattern COMMITTED = Pattern.compile("Total: .*committed=(\\d+)KB");

    private SoakProbe() {}

    public static void main(String[] arguments) throws Exception {
        Path model = Path.of(arguments[1]);
        int times = Integer.parseInt(arguments[2]);
        if (arguments[0].equals("open")) {
            for (int done = 1; done <= times; done++) {
                try (ClassActivationMapper mapper = OnnxClassActivationMapper.open(model)) {
                    mapper.explain(OnnxClassActivationMapperTest.image(1), 1);
                }
                sample(done, times);
            }
        } else {
            try (ClassActivationMapper mapper = OnnxClassActivationMapper.open(model)) {
                InputTensor input = mapper.preprocess(OnnxClassActivationMapperTest.image(1));
                for (int done = 1; done <= times; done++) {
                    mapper.explain(input, 5);
                    sample(done, times);
                }
            }
        }
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.err.println("processor seconds " + system.getProcessCpuTime() / 1_000_000_000);
    }

    private static void sample(int done, int times) throws Exception {
        if (done % (times / SAMPLES) == 0) {
            System.gc();
            Runtime java = Runtime.getRuntime();
            System.out.printf(
                    "%d %d %d %d%n", done, resident(), (java.totalMemory() - java.freeMemory()) / 1024, tracked());
        }
    }

    private static long resident() throws IOException {
        List<String> status = Files.readAllLines(Path.of("/proc/self/status"));
        return status.stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    private static long tracked() throws Exception {
        Object summary = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "vmNativeMemory",
                        new Object[] {new String[] {"summary"}},
                        new String[] {String[].class.getName()});
        Matcher total = COMMITTED.matcher(String.valueOf(summary));
        if (!total.find()) {
            throw new IllegalStateException("no total in " + summary);
        }
        return Long.parseLong(total.group(1));
    }
}
