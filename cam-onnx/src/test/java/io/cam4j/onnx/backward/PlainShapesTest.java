package io.cam4j.onnx.backward;

import static io.cam4j.onnx.backward.Net.integer;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shapes by hand. */
class PlainShapesTest {
    @TempDir
    Path folder;

    private Optional<Measurements> measured(Net net) {
        Route route = Route.of(net.graph(folder), List.of("x"), "y");
        return Measurements.withoutRun(
                route, "x", java.util.stream.LongStream.of(net.shape()).boxed().toList());
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
}
