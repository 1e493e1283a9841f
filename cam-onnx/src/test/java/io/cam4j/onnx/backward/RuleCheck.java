package io.cam4j.onnx.backward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.Structure;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * Compares the backward pass of a small network from {@code y} to {@code x} with central differences of its forward pass,
 * for three random seeds at once. In double they agree to 1e-6 of the gradient's size (outputs are float32), in float to
 * 2e-4.
 */
final class RuleCheck {
    private static final int SEEDS = 3;

    private RuleCheck() {}

    /** Checks at a random point between two values, none of the coordinates close to a kink. */
    static void check(Net net, Path folder, double low, double high, double... kinks) {
        SplittableRandom random = new SplittableRandom(7);
        double[] x = new double[(int) Arrays.stream(net.shape()).reduce(1, (a, b) -> a * b)];
        double margin = 3 * step(net);
        Arrays.setAll(x, i -> away(random, low, high, margin, kinks));
        checkAt(net, folder, x);
    }

    private static double away(SplittableRandom random, double low, double high, double margin, double... kinks) {
        while (true) {
            double value = random.nextDouble(low, high);
            if (Arrays.stream(kinks).allMatch(kink -> Math.abs(kink - value) > margin)) {
                return value;
            }
        }
    }

    private static boolean doubles(Net net) {
        return net.type() == DataType.DOUBLE;
    }

    private static double step(Net net) {
        return doubles(net) ? 1e-3 : 0.02;
    }

    static void checkAt(Net net, Path folder, double... x) {
        OnnxGraph graph = net.graph(folder);
        Structure structure = Structure.whole(graph);
        boolean doubles = doubles(net);
        try (OrtSession forward = Differentiated.plain(structure.bytes(), folder);
                Differentiated model = Differentiated.open(structure, folder, List.of("x"), "y", "x", net.shape())) {
            UnaryOperator<double[]> f = Differentiated.function(forward, "x", "y", net.shape());
            double[][] seeds = seeds(f.apply(x).length);

            Differentiated.Gradient gradient = model.gradient("x", x, seeds);

            double[] expected = CentralDifferences.of(f, x, seeds, step(net));
            double size = Arrays.stream(expected).map(Math::abs).max().orElse(0);
            double tolerance = (doubles ? 1e-6 : 2e-4) * Math.max(size, 1e-3);
            assertThat(gradient.shape()).isEqualTo(shape(net.shape()));
            double[] found = gradient.values();
            for (int i = 0; i < expected.length; i++) {
                assertThat(found[i]).as("[%d]", i).isCloseTo(expected[i], within(tolerance));
            }
        } catch (OrtException e) {
            throw new AssertionError(e);
        }
    }

    /** The seeds take the place of a leading axis of one and stand before another. */
    private static long[] shape(long... tensor) {
        if (tensor.length > 0 && tensor[0] == 1) {
            long[] shape = tensor.clone();
            shape[0] = SEEDS;
            return shape;
        }
        long[] shape = new long[tensor.length + 1];
        shape[0] = SEEDS;
        System.arraycopy(tensor, 0, shape, 1, tensor.length);
        return shape;
    }

    static double[][] seeds(int classes) {
        SplittableRandom random = new SplittableRandom(11);
        double[][] seeds = new double[SEEDS][classes];
        for (double[] seed : seeds) {
            Arrays.setAll(seed, c -> (float) random.nextDouble(-1, 1));
        }
        return seeds;
    }
}
