package io.cam4j.onnx.backward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cam4j.onnx.graph.FoundHead;
import io.cam4j.onnx.graph.HeadFinder;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.OnnxNode;
import io.cam4j.onnx.graph.Structure;
import io.cam4j.testing.Npy;
import io.cam4j.testing.SharedData;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole published networks. */
class PublishedNetworksTest {
    private static final long[] IMAGE = {1, 3, 224, 224};

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"resnet18", "densenet161", "shufflenet_v2-plain", "mobilenetv2-torchvision-hybrid"})
    void behindALinearHeadTheGradientIsItsWeightsOverThePlaces(String name) throws IOException, OrtException {
        Path file = SharedData.path("models/%s.onnx".formatted(name));
        OnnxGraph graph = OnnxGraph.read(file);
        FoundHead head = HeadFinder.find(graph, Optional.empty(), Optional.empty());
        String tap = head.head().tap();
        try (Differentiated model = open(file, Structure.whole(graph), tap, head.logits(), "input", IMAGE)) {
            Differentiated.Gradient gradient = model.gradient(tap, photo("cat"), oneHot(7, 500, 999));

            int channels = head.head().channels();
            assertThat(gradient.shape()).containsExactly(3, channels, 7, 7);
            double[] found = gradient.values();
            int at = 0;
            for (int c : new int[] {7, 500, 999}) {
                FloatBuffer row = FloatBuffer.allocate(channels);
                head.weights().orElseThrow().putRow(c, row);
                for (int k = 0; k < channels; k++) {
                    for (int p = 0; p < 49; p++) {
                        assertThat(found[at++]).isCloseTo(row.get(k) / 49, within(1e-7));
                    }
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} from {1} on")
    @CsvSource({
        "resnet18, /net/maxpool/MaxPool_output_0, 1e-6",
        "squeezenet1_1, /net/features/features.3/Concat_output_0, 1e-5",
        "mobilenet_v3_small-plain, /features/features.0/features.0.2/Mul_output_0, 1e-6",
        "shufflenet_v2-plain, /maxpool/MaxPool_output_0, 1e-6",
        "densenet161, /net/features/transition2/pool/AveragePool_output_0, 1e-6",
        "mobilenetv2-torchvision-hybrid, conv_5_clip, 1e-6"
    })
    void alongTheGradientTheLogitRisesByItsLengthAndElsewhereByTheProduct(String name, String tap, double relative)
            throws IOException, OrtException {
        Path file = SharedData.path("models/%s.onnx".formatted(name));
        OnnxGraph graph = OnnxGraph.read(file);
        String logits = graph.outputs().get(0).name();
        int best = 281;
        try (Differentiated model = open(file, Structure.whole(graph), tap, logits, "input", IMAGE)) {
            double[] x = photo("cat");
            Differentiated.Gradient gradient = model.gradient(tap, x, oneHot(best));
            double[] here = model.output(tap, x);
            long[] shape = gradient.shape();

            Structure tail =
                    Structure.cut(graph, tap, Arrays.stream(shape).boxed().toList(), logits);
            try (OrtSession session = Differentiated.plain(tail.bytes(), folder(file))) {
                UnaryOperator<double[]> all = Differentiated.function(session, tap, logits, shape);
                ToDoubleFunction<double[]> f = at -> all.apply(at)[best];
                double[] g = gradient.values();
                double length = Math.sqrt(Arrays.stream(g).map(v -> v * v).sum());
                double size = Math.sqrt(Arrays.stream(here).map(v -> v * v).sum());
                double step = relative * size; // few of the many kinks lie within
                assertThat(slope(f, here, g, step / length)).isCloseTo(length * length, within(0.01 * length * length));
                assertThat(distance(f, here, g, 3e-5 * size / Math.sqrt(g.length)))
                        .isLessThan(0.1 * length);
            }
        }
    }

    /**
     * Estimates how far a gradient found is from that of differences. For a direction v of random signs the expected square
     * of h · v is |h|²; so that of (slope along v − g · v) is the squared distance of g from the gradient, wherever g is wrong.
     * Eight directions tell it to a quarter. Rounding and kinks make it 0.01 to 0.08 of the length for the networks here;
     * places left out that hold a twentieth of the squared length make it 0.2.
     */
    private static double distance(ToDoubleFunction<double[]> f, double[] here, double[] g, double step) {
        SplittableRandom random = new SplittableRandom(5);
        double squares = 0;
        for (int i = 0; i < 8; i++) {
            double[] v =
                    random.ints(g.length, 0, 2).mapToDouble(bit -> 2 * bit - 1).toArray();
            double product =
                    IntStream.range(0, g.length).mapToDouble(j -> g[j] * v[j]).sum();
            double error = slope(f, here, v, step) - product;
            squares += error * error;
        }
        return Math.sqrt(squares / 8);
    }

    private static double slope(ToDoubleFunction<double[]> f, double[] here, double[] direction, double step) {
        double above = f.applyAsDouble(moved(here, direction, step));
        double below = f.applyAsDouble(moved(here, direction, -step));
        return (above - below) / (2 * step);
    }

    private static double[] moved(double[] from, double[] direction, double by) {
        return IntStream.range(0, from.length)
                .mapToDouble(i -> from[i] + by * direction[i])
                .toArray();
    }

    @Test
    void behindATailTheGradientIsThatOfThePooledVectorOverThePlaces() throws IOException, OrtException {
        Path file = SharedData.path("models/mobilenet_v3_small-plain.onnx");
        OnnxGraph graph = OnnxGraph.read(file);
        OnnxNode pool = graph.nodes().stream()
                .filter(node -> node.operator().equals("GlobalAveragePool"))
                .reduce((first, second) -> second)
                .orElseThrow();
        String tap = pool.inputs().get(0);
        String pooled = pool.outputs().get(0);
        long[] vector = {1, 576, 1, 1};
        Structure tail = Structure.cut(graph, pooled, List.of(1L, 576L, 1L, 1L), "logits");
        try (Differentiated whole = open(file, Structure.whole(graph), tap, "logits", "input", IMAGE);
                Differentiated part = open(file, tail, pooled, "logits", pooled, vector)) {
            double[] x = photo("both");
            double[] found = whole.gradient(tap, x, oneHot(3, 30)).values();

            double[] features = whole.output(tap, x);
            double[] mean = IntStream.range(0, 576)
                    .mapToDouble(k -> Arrays.stream(features, k * 49, k * 49 + 49)
                            .average()
                            .orElseThrow())
                    .toArray();
            double[] rows = part.gradient(pooled, mean, oneHot(3, 30)).values();
            for (int i = 0; i < found.length; i++) {
                assertThat(found[i]).isCloseTo(rows[i / 49] / 49, within(1e-8));
            }
        }
    }

    static Stream<String> graphs() {
        return Stream.of(
                "bvlc_alexnet",
                "densenet121",
                "inception_v1",
                "inception_v2",
                "resnet50",
                "shufflenet",
                "squeezenet",
                "vgg19",
                "zfnet512");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("graphs")
    void publishedGraphsLackNoRuleBackToTheirFirstPooling(String name) throws IOException {
        OnnxGraph graph = OnnxGraph.read(light(name));
        OnnxNode pool = firstPool(graph);

        Route route =
                Route.of(graph, List.of(pool.inputs().get(0), pool.outputs().get(0)), scores(graph));

        assertThat(route.nodes()).contains(pool);
    }

    @Tag("soak")
    @ParameterizedTest(name = "{0}")
    @MethodSource("graphs")
    void publishedGraphsRunBackToTheirFirstPooling(String name) throws IOException, OrtException {
        Path file = light(name);
        OnnxGraph graph = OnnxGraph.read(file);
        String tap = firstPool(graph).inputs().get(0);
        String input = graph.inputs().get(0).name();
        try (Differentiated model = open(file, Structure.whole(graph), tap, scores(graph), input, IMAGE)) {
            double[] gradient = model.gradient(tap, photo("cat"), oneHot(1, 2)).values();

            assertThat(gradient).doesNotContain(Double.NaN);
            assertThat(Arrays.stream(gradient).map(Math::abs).max().orElseThrow())
                    .isPositive();
        }
    }

    private static Path light(String name) {
        return SharedData.path("models/light/light_%s.onnx".formatted(name));
    }

    private static OnnxNode firstPool(OnnxGraph graph) {
        return graph.nodes().stream()
                .filter(node -> node.operator().contains("Pool"))
                .findFirst()
                .orElseThrow();
    }

    private static String scores(OnnxGraph graph) {
        String output = graph.outputs().get(0).name();
        OnnxNode last = graph.producer(output).orElseThrow();
        return last.operator().equals("Softmax") ? last.inputs().get(0) : output;
    }

    private static Differentiated open(
            Path file, Structure structure, String tap, String logits, String input, long... shape)
            throws OrtException {
        return Differentiated.open(structure, folder(file), List.of(tap), logits, input, shape);
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    private static double[] photo(String name) {
        float[] values = Npy.read(SharedData.path("golden/input/%s/tensor.npy".formatted(name)))
                .floats();
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    private static double[][] oneHot(int... classes) {
        double[][] seeds = new double[classes.length][1000];
        for (int i = 0; i < classes.length; i++) {
            seeds[i][classes[i]] = 1;
        }
        return seeds;
    }
}
