package io.cam4j.benchmarks;

import io.cam4j.preprocessing.InputTensor;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** The models that are measured, and an input for them that is the same in every run. */
final class Models {
    private Models() {}

    static Path file(String model) {
        return Path.of(System.getProperty("cam4j.shared"), "models", model + ".onnx");
    }

    static InputTensor input() {
        SplittableRandom random = new SplittableRandom(20261123);
        float[] values = new float[3 * 224 * 224];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-2, 2);
        }
        return InputTensor.of(3, 224, 224, values, 224, 224);
    }
}
