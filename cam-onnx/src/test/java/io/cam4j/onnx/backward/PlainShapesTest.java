package io.cam4j.onnx.backward;

import static io.cam4j.onnx.backward.Net.integer;
import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OrtException;
import io.cam4j.onnx.graph.OnnxGraph;
import io.cam4j.onnx.graph.Structure;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shapes by hand, and as ONNX Runtime gives them. */
class PlainShapesTest {
    private static final int OPSET = 20; // the first with Gelu

    @TempDir
    Path folder;

    private Optional<Measurements> measured(Net net) {
        return withoutRun(Route.of(net.graph(folder), List.of("x"), "y"), net);
    }

    private static Optional<Measurements> withoutRun(Route route, Net net) {
        return Measurements.withoutRun(
                route, "x", LongStream.of(net.shape()).boxed().toList());
    }

    static Stream<Arguments> plain() {
        Stream.Builder<Arguments> nets = Stream.builder();
        for (String operator : new TreeSet<>(PlainShapes.KEEPS)) {
            AttributeProto[] attributes = operator.equals("Cast")
                    ? new AttributeProto[] {integer("to", DataType.DOUBLE.getNumber())}
                    : new AttributeProto[0];
            add(nets, operator, net(1, 4).node(operator, "y", "x", attributes));
            add(nets, operator + " of places", net(2, 3, 1, 5).node(operator, "y", "x", attributes));
        }
        for (String operator : List.of("Add", "Div", "Mul", "Sub")) {
            for (long[] shape : List.of(new long[] {}, new long[] {4}, new long[] {2, 3, 1}, new long[] {5, 1, 1, 4})) {
                String name = "%s of x [3, 1] and %s".formatted(operator, Arrays.toString(shape));
                add(nets, name, net(3, 1).random("c", shape).node(operator, "y", "x c"));
                add(nets, name + " turned", net(3, 1).random("c", shape).node(operator, "y", "c x"));
            }
            add(nets, operator + " with itself", net(1, 4).node(operator, "y", "x x"));
        }
        for (int axis = -3; axis <= 3; axis++) {
            add(nets, "Flatten at " + axis, net(2, 3, 4).node("Flatten", "y", "x", integer("axis", axis)));
        }
        add(nets, "MatMul", net(2, 4).random("w", 4, 3).node("MatMul", "y", "x w"));
        add(nets, "MatMul turned", net(2, 4).random("w", 3, 2).node("MatMul", "y", "w x"));
        add(nets, "Gemm", net(2, 4).random("w", 4, 3).node("Gemm", "y", "x w"));
        add(nets, "Gemm transB", net(2, 4).random("w", 3, 4).node("Gemm", "y", "x w ", integer("transB", 1)));
        for (long[] shape : List.of(new long[] {}, new long[] {3}, new long[] {2, 1}, new long[] {2, 3})) {
            Net net = net(2, 4).random("w", 4, 3).random("c", shape).node("Gemm", "y", "x w c");
            add(nets, "Gemm plus " + Arrays.toString(shape), net);
        }
        for (int axis : new int[] {-2, -1, 1, 2}) {
            AttributeProto along = integer("axis", axis);
            Net net = net(1, 3, 4).random("g", 4);
            add(nets, "LayerNormalization along " + axis, net.node("LayerNormalization", "y", "x g", along));
            add(
                    nets,
                    "LayerNormalization with bias along " + axis,
                    net(1, 3, 4).random("g", 4).node("LayerNormalization", "y", "x g g", along));
        }
        for (long[] shape : List.of(new long[] {2, 4}, new long[] {1, 4, 2, 3})) {
            Net net = net(shape).random("s", 0.5, 1, 4).node("BatchNormalization", "y", "x s s s s");
            add(nets, "BatchNormalization of " + Arrays.toString(shape), net);
        }
        for (String inputs : List.of("x", "x a", "x  a", "x a a")) {
            add(nets, "Clip of " + inputs, net(1, 4).scalar("a", 0.3).node("Clip", "y", inputs));
        }
        add(nets, "Dropout", net(1, 4).node("Dropout", "y", "x"));
        add(nets, "Dropout of a ratio", net(1, 4).scalar("a", 0.3).node("Dropout", "y", "x a"));
        return nets.build();
    }

    private static Net net(long... shape) {
        return Net.floats(shape).opset(OPSET);
    }

    private static void add(Stream.Builder<Arguments> nets, String name, Net net) {
        nets.add(Arguments.of(name, net));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plain")
    void areWhatARunMeasures(String name, Net net) throws OrtException {
        OnnxGraph graph = net.graph(folder);
        Route route = Route.of(graph, List.of("x"), "y");
        Measurements run = Differentiated.measure(Structure.whole(graph), folder, route, "x", net.shape());

        Measurements plain = withoutRun(route, net).orElseThrow();

        assertThat(route.shapes()).contains("x", "y");
        for (String tensor : route.shapes()) {
            assertThat(plain.dims(tensor)).as(tensor).isEqualTo(run.dims(tensor));
        }
    }

    @Test
    void layersBehindAPoolNeedNoRun() {
        Net net = Net.floats(1, 5, 1, 1)
                .node("Flatten", "flat", "x")
                .random("w", 7, 5)
                .random("b", 7)
                .node("Gemm", "hidden", "flat w b", integer("transB", 1))
                .node("Relu", "act", "hidden")
                .scalar("half", 0.5)
                .node("Mul", "scaled", "half act")
                .random("v", 7, 3)
                .node("MatMul", "product", "scaled v")
                .random("c", 3)
                .node("Add", "y", "product c");
        Measurements measured = measured(net).orElseThrow();

        assertThat(measured.dims("x").sizes()).containsExactly(1L, 5L, 1L, 1L);
        assertThat(measured.dims("flat").sizes()).containsExactly(1L, 5L);
        assertThat(measured.dims("hidden").sizes()).containsExactly(1L, 7L);
        assertThat(measured.dims("act").sizes()).containsExactly(1L, 7L);
        assertThat(measured.dims("scaled").sizes()).containsExactly(1L, 7L);
        assertThat(measured.dims("product").sizes()).containsExactly(1L, 3L);
        assertThat(measured.dims("y").sizes()).containsExactly(1L, 3L);
        assertThat(measured.dims("v").sizes()).as("constants are known too").containsExactly(7L, 3L);
    }

    @Test
    void axesOfOneTakeTheOtherSizeAndMissingOnesCountAsOne() {
        Net net = Net.floats(1, 3, 1)
                .random("row", 3, 4)
                .node("Add", "wide", "x row")
                .random("column", 2, 1, 1)
                .node("Sub", "y", "column wide");

        Measurements measured = measured(net).orElseThrow();

        assertThat(measured.dims("wide").sizes()).containsExactly(1L, 3L, 4L);
        assertThat(measured.dims("y").sizes()).containsExactly(2L, 3L, 4L);
    }

    @Test
    void flatteningCountsAxesFromTheEndToo() {
        Net net = Net.floats(1, 2, 3, 4).node("Flatten", "y", "x", integer("axis", -1));

        assertThat(measured(net).orElseThrow().dims("y").sizes()).containsExactly(6L, 4L);
    }

    @Test
    void whatIsNotPlainIsLeftToARun() {
        assertThat(measured(Net.floats(1, 4, 1, 1).random("w", 2, 4, 1, 1).node("Conv", "y", "x w")))
                .isEmpty();
        assertThat(measured(Net.floats(1, 4).longs("shape", 2, 2).node("Reshape", "y", "x shape")))
                .as("with a parameter that is constant")
                .isEmpty();
        assertThat(measured(Net.floats(5, 1).random("w", 5, 2).node("Gemm", "y", "x w", integer("transA", 1))))
                .isEmpty();
    }

    @Test
    void whatDoesNotFitIsLeftToARunWhichSaysSo() {
        assertThat(measured(Net.floats(1, 4).random("w", 5, 2).node("MatMul", "y", "x w")))
                .as("inner sizes")
                .isEmpty();
        assertThat(measured(Net.floats(1, 4).random("w", 3).node("Add", "y", "x w")))
                .as("no broadcast")
                .isEmpty();
        assertThat(measured(Net.floats(1, 4).node("Flatten", "y", "x", integer("axis", 3))))
                .as("no such axis")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "LayerNormalization, x",
        "LayerNormalization, x v v v",
        "LayerNormalization, x three",
        "LayerNormalization, x v row v",
        "LayerNormalization, x v three",
        "LayerNormalization, x column",
        "BatchNormalization, x",
        "BatchNormalization, x v v v",
        "BatchNormalization, x v v v v v",
        "BatchNormalization, x v v v row",
        "BatchNormalization, x three v v v",
        "BatchNormalization, x v '' v v",
        "Clip, x v",
        "Clip, x '' row",
        "Clip, x s s s",
        "Relu, x v",
        "Gelu, x v",
        "HardSigmoid, x ''",
        "Mul, x",
        "Mul, x v x",
        "Add, x ''",
        "Gemm, x",
        "Gemm, x square three",
        "Gemm, x square column",
        "Gemm, x square v v",
        "MatMul, x square v",
        "Dropout, x s s s"
    })
    void operandsThatDoNotFitAreLeftToARun(String operator, String inputs) {
        Net net = Net.floats(1, 4)
                .opset(OPSET)
                .scalar("s", 0.5)
                .random("v", 4)
                .random("row", 1, 4)
                .random("three", 3)
                .random("column", 2, 1)
                .random("square", 4, 4)
                .node(operator, "y", inputs.replace("''", ""));

        assertThat(measured(net)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {2, -3, -5, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void axesThereAreNotAreLeftToARun(long axis) {
        Net net = Net.floats(1, 4)
                .opset(OPSET)
                .random("v", 4)
                .node("LayerNormalization", "y", "x v v", integer("axis", axis));

        assertThat(measured(net)).isEmpty();
    }
}
