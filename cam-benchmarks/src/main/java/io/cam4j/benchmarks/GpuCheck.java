package io.cam4j.benchmarks;

import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.onnx.OnnxClassActivationMapper;
import io.cam4j.onnx.SessionSettings;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/** Whether a GPU gives what the CPU gives, and how many images a second each explains; see {@code gpu-check.sh}. */
public final class GpuCheck {
    /* CUDA multiplies in TF32, of ten bits, unless told otherwise. */
    private static final double TOLERANCE = 1e-2;

    private static final int IMAGES = 64;

    private GpuCheck() {}

    /**
     * Prints differences and throughput; exits with 1 if they differ by more than 1 % of the range.
     *
     * @param arguments cuda, or cpu to try the check itself; then models
     */
    public static void main(String... arguments) {
        SessionSettings other = arguments[0].equals("cuda") ? SessionSettings.cuda(0) : SessionSettings.cpu();
        BufferedImage photo = Photos.photo(768, 576, BufferedImage.TYPE_INT_RGB);
        boolean agree = true;
        for (String model : List.of(arguments).subList(1, arguments.length)) {
            try (ClassActivationMapper cpu = OnnxClassActivationMapper.open(Path.of(model));
                    ClassActivationMapper gpu = OnnxClassActivationMapper.builder(Path.of(model))
                            .session(other)
                            .batch(32)
                            .open()) {
                double difference = difference(cpu.explain(photo, 1), gpu, photo);
                agree &= difference <= TOLERANCE;
                System.out.printf(
                        "%s: difference %.2g of the range; images a second: %s %.1f, %s %.1f%n",
                        model,
                        difference,
                        cpu.provenance().provider(),
                        perSecond(cpu, photo),
                        gpu.provenance().provider(),
                        perSecond(gpu, photo));
            }
        }
        System.exit(agree ? 0 : 1);
    }

    /** The larger of that of logits and that of the map of the most probable class. */
    private static double difference(Explanation expected, ClassActivationMapper gpu, BufferedImage photo) {
        Explanation actual = gpu.explainClasses(photo, List.of(expected.top().index()));
        return Math.max(
                difference(expected.logits(), actual.logits()),
                difference(expected.top().map().values(), actual.top().map().values()));
    }

    private static double difference(float[] expected, float[] actual) {
        double most = 0;
        double high = Double.NEGATIVE_INFINITY;
        double low = Double.POSITIVE_INFINITY;
        for (int i = 0; i < expected.length; i++) {
            most = Math.max(most, Math.abs(expected[i] - actual[i]));
            high = Math.max(high, expected[i]);
            low = Math.min(low, expected[i]);
        }
        return most / (high - low);
    }

    private static double perSecond(ClassActivationMapper mapper, BufferedImage photo) {
        List<BufferedImage> images = Collections.nCopies(IMAGES, photo);
        mapper.explainAll(images, 1);
        long start = System.nanoTime();
        mapper.explainAll(images, 1);
        return IMAGES * 1e9 / (System.nanoTime() - start);
    }
}
