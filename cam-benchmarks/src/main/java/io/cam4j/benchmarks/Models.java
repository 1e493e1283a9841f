package io.cam4j.benchmarks;

import io.cam4j.ClassActivationMapper;
import io.cam4j.onnx.OnnxClassActivationMapper;
import io.cam4j.onnx.SessionSettings;
import io.cam4j.preprocessing.InputTensor;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** The models that are measured, and an input for them that is the same in every run. */
final class Models {
    private static final int CALLS_TO_COMPILE = 8_000;

    private Models() {}

    static Path file(String model) {
        return Path.of(System.getProperty("cam4j.shared"), "models", model + ".onnx");
    }

    /** @param name latency or throughput */
    static SessionSettings settings(String name) {
        return name.equals("latency") ? SessionSettings.latency() : SessionSettings.throughput();
    }

    static InputTensor input() {
        SplittableRandom random = new SplittableRandom(20261123);
        float[] values = new float[3 * 224 * 224];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-2, 2);
        }
        return InputTensor.of(3, 224, 224, values, 224, 224);
    }

    /**
     * Has the JVM compile what is measured: it does so after thousands of calls, and runs of a network leave time for hundreds.
     * SqueezeNet is the one that takes the least.
     */
    static void compile(Consumer<ClassActivationMapper> measured) {
        try (ClassActivationMapper mapper = OnnxClassActivationMapper.open(file("squeezenet1_1"))) {
            for (int call = 0; call < CALLS_TO_COMPILE; call++) {
                measured.accept(mapper);
            }
        }
    }
}
