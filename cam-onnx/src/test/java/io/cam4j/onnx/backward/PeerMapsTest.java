package io.cam4j.onnx.backward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.Structure;
import io.cam4j.testing.Npy;
import io.cam4j.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Maps formed of these gradients by the formulas of the papers, against those of pytorch-grad-cam. */
class PeerMapsTest {
    private static final int SIDE = 224;

    @ParameterizedTest(name = "{0} at {1}, {3}")
    @CsvSource({
        "resnet18, layer4, features, cat",
        "resnet18, layer4, features, both",
        "resnet18, layer3, /net/layer3/layer3.1/relu_1/Relu_output_0, cat",
        "resnet18, layer3, /net/layer3/layer3.1/relu_1/Relu_output_0, both",
        "squeezenet1_1, features, features, cat",
        "squeezenet1_1, features, features, both",
        "squeezenet1_1, features.7, /net/features/features.7/Concat_output_0, cat",
        "squeezenet1_1, features.7, /net/features/features.7/Concat_output_0, both"
    })
    void agreeWithPyTorchGradCam(String name, String layer, String tap, String photo) throws IOException, OrtException {
        Path file = SharedData.path("models/%s.onnx".formatted(name));
        OnnxGraph graph = OnnxGraph.read(file);
        float[] tensor = Npy.read(SharedData.path("golden/input/%s/tensor.npy".formatted(photo)))
                .floats();
        double[] x =
                IntStream.range(0, tensor.length).mapToDouble(i -> tensor[i]).toArray();
        double[][] seeds = new double[1][1000];
        seeds[0][top(name, photo)] = 1;
        Path folder = Objects.requireNonNull(file.getParent());
        try (Differentiated model = Differentiated.open(
                Structure.whole(graph), folder, List.of(tap), "logits", "input", 1, 3, SIDE, SIDE)) {
            Differentiated.Gradient gradient = model.gradient(tap, x, seeds);
            Layer values = new Layer(
                    gradient.values(), model.output(tap, x), (int) gradient.shape()[1], (int) gradient.shape()[2]);

            for (Map.Entry<String, double[]> map : values.maps().entrySet()) {
                float[] expected = Npy.read(SharedData.path(
                                "golden/peer/%s/%s/%s/%s.npy".formatted(name, layer, photo, map.getKey())))
                        .floats();
                double[] found = preset(map.getValue(), values.side);
                for (int i = 0; i < expected.length; i++) {
                    assertThat(found[i]).as(map.getKey()).isCloseTo(expected[i], within(1e-3));
                }
            }
        }
    }

    private static int top(String name, String photo) throws IOException {
        String json = Files.readString(SharedData.path("golden/%s/%s/top5.json".formatted(name, photo)));
        return Integer.parseInt(
                json.substring(json.indexOf('[') + 1, json.indexOf(',')).strip());
    }

    /** Relu, min-max, bilinear enlargement, min-max. */
    private static double[] preset(double[] map, int side) {
        double[] positive = Arrays.stream(map).map(v -> Math.max(0, v)).toArray();
        return normalized(enlarged(normalized(positive), side));
    }

    private static double[] normalized(double[] map) {
        double min = Arrays.stream(map).min().orElseThrow();
        double max = Arrays.stream(map).max().orElseThrow() - min;
        return Arrays.stream(map).map(v -> (v - min) / (1e-7 + max)).toArray();
    }

    private static double[] enlarged(double[] map, int side) {
        double[] large = new double[SIDE * SIDE];
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                double sy = Math.min(Math.max((y + 0.5) * side / SIDE - 0.5, 0), side - 1.0);
                double sx = Math.min(Math.max((x + 0.5) * side / SIDE - 0.5, 0), side - 1.0);
                int top = Math.min((int) sy, side - 2);
                int left = Math.min((int) sx, side - 2);
                double upper = mix(map[top * side + left], map[top * side + left + 1], sx - left);
                double lower = mix(map[(top + 1) * side + left], map[(top + 1) * side + left + 1], sx - left);
                large[y * SIDE + x] = mix(upper, lower, sy - top);
            }
        }
        return large;
    }

    private static double mix(double a, double b, double share) {
        return a + (b - a) * share;
    }

    /** Gradients and activations of one layer, [channels, side, side]. */
    private static final class Layer {
        private final double[] g;
        private final double[] a;
        private final int channels;
        private final int side;
        private final int places;

        Layer(double[] g, double[] a, int channels, int side) {
            this.g = g;
            this.a = a;
            this.channels = channels;
            this.side = side;
            places = side * side;
        }

        Map<String, double[]> maps() {
            Map<String, double[]> maps = new LinkedHashMap<>();
            maps.put("GradCAM", weighted(k -> sum(k, i -> g[i]) / places));
            maps.put("HiResCAM", cells(i -> g[i] * a[i]));
            maps.put("GradCAMElementWise", cells(i -> Math.max(0, g[i] * a[i])));
            maps.put("LayerCAM", cells(i -> Math.max(0, g[i]) * a[i]));
            maps.put("XGradCAM", weighted(k -> sum(k, i -> g[i] * a[i]) / (sum(k, i -> a[i]) + 1e-7)));
            maps.put("GradCAMPlusPlus", weighted(this::plusPlus));
            return maps;
        }

        private double plusPlus(int k) {
            double sum = sum(k, i -> a[i]);
            return sum(k, i -> {
                double square = g[i] * g[i];
                return g[i] == 0 ? 0 : Math.max(0, g[i]) * square / (2 * square + sum * square * g[i] + 1e-6);
            });
        }

        private double sum(int k, java.util.function.IntToDoubleFunction cell) {
            return IntStream.range(k * places, (k + 1) * places)
                    .mapToDouble(cell)
                    .sum();
        }

        private double[] weighted(java.util.function.IntToDoubleFunction weight) {
            double[] weights = IntStream.range(0, channels).mapToDouble(weight).toArray();
            return cells(i -> weights[i / places] * a[i]);
        }

        private double[] cells(java.util.function.IntToDoubleFunction cell) {
            double[] map = new double[places];
            for (int i = 0; i < channels * places; i++) {
                map[i % places] += cell.applyAsDouble(i);
            }
            return map;
        }
    }
}
