package io.cam4j.onnx.backward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.cam4j.onnx.graph.MalformedGraphException;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.Structure;
import io.cam4j.testing.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parts of a network from a pooled vector to the logits, as small models with a backward pass. */
class TailsTest {
    @TempDir
    Path folder;

    @Test
    void theTailOfMobileNetHasTheGradientsOfDifferences() throws IOException, OrtException {
        Path file = SharedData.path("models/mobilenet_v3_small-plain.onnx");
        OnnxGraph graph = OnnxGraph.read(file);
        String pooled = graph.nodes().stream()
                .filter(node -> node.operator().equals("GlobalAveragePool"))
                .reduce((first, second) -> second)
                .orElseThrow()
                .outputs()
                .get(0);
        SplittableRandom random = new SplittableRandom(5);
        double[] x = random.doubles(576, 0, 2).toArray();
        double[][] seeds = new double[5][1000];
        for (int i = 0; i < seeds.length; i++) {
            seeds[i][i * 150] = 1;
        }
        Structure tail = Structure.cut(graph, pooled, List.of(1L, 576L, 1L, 1L), "logits");
        Path models = Objects.requireNonNull(file.getParent());
        long[] shape = {1, 576, 1, 1};

        assertThat(tail.bytes()).hasSizeLessThan(100_000); // the weights stay in the file
        try (Differentiated model = Differentiated.open(tail, models, List.of(pooled), "logits", pooled, shape);
                OrtSession forward = Differentiated.plain(tail.bytes(), models)) {
            Differentiated.Gradient gradient = model.gradient(pooled, x, seeds);

            assertThat(gradient.shape()).containsExactly(5, 576, 1, 1);
            UnaryOperator<double[]> f = Differentiated.function(forward, pooled, "logits", shape);
            double[] expected = CentralDifferences.of(f, x, seeds, 0.05);
            double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
            double[] found = gradient.values();
            for (int i = 0; i < expected.length; i++) {
                assertThat(found[i]).isCloseTo(expected[i], within(2e-3 * size)); // HardSwish has kinks
            }
        }
    }

    @Test
    void aPartThatNeedsMoreThanItsInputIsRefused() {
        Net net = Net.floats(1, 3).node("Relu", "a", "x").node("Exp", "b", "x").node("Add", "y", "a b");
        OnnxGraph graph = net.graph(folder);

        assertThatThrownBy(() -> Structure.cut(graph, "a", List.of(1L, 3L), "y"))
                .isInstanceOf(MalformedGraphException.class)
                .hasMessage("the tensor 'y' depends on the input 'x' not only through 'a'");
        assertThatThrownBy(() -> Structure.cut(graph, "a", List.of(1L, 3L), "b"))
                .isInstanceOf(MalformedGraphException.class)
                .hasMessage("the tensor 'b' does not depend on 'a'");
    }
}
