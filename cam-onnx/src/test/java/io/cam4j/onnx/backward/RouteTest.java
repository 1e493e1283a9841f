package io.cam4j.onnx.backward;

import static io.cam4j.onnx.backward.Net.integer;
import static io.cam4j.onnx.backward.Net.integers;
import static io.cam4j.onnx.backward.Net.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.cam4j.onnx.graph.MalformedGraphException;
import io.cam4j.onnx.graph.OnnxNode;
import io.cam4j.onnx.graph.Structure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteTest {
    @TempDir
    Path folder;

    private Route route(Net net, String... taps) {
        return Route.of(net.graph(folder), List.of(taps), "y");
    }

    @Test
    void branchesThatDoNotLeadFromTheTapToTheLogitsAreNoPartOfIt() {
        Net net = Net.floats(1, 3)
                .node("Relu", "tap", "x")
                .node("NonZero", "unknown", "tap")
                .node("Tanh", "aside", "tap")
                .node("Exp", "other", "x")
                .node("Sigmoid", "on", "tap")
                .node("Mul", "y", "on other");

        assertThat(route(net, "tap").nodes()).extracting(OnnxNode::operator).containsExactly("Sigmoid", "Mul");
    }

    @Test
    void outputsAndInputsLeftOutAreNotOneTensor() {
        Net net = Net.floats(1, 3)
                .scalar("high", 0.5)
                .node("Dropout", "kept ", "x")
                .node("Clip", "y", "kept  high");

        Route route = route(net, "x");

        assertThat(route.nodes()).extracting(OnnxNode::operator).containsExactly("Dropout", "Clip");
        assertThat(route.passes("")).isFalse();
    }

    @Test
    void shapeArithmeticIsPassedBy() {
        Net net = Net.floats(1, 3, 2)
                .longs("zero", 0)
                .longs("rest", -1)
                .node("Relu", "tap", "x")
                .node("Shape", "sizes", "tap")
                .node("Gather", "batch", "sizes zero", integer("axis", 0))
                .node("Concat", "shape", "batch rest", integer("axis", 0))
                .node("Reshape", "y", "tap shape");
        Route route = route(net, "tap");

        assertThat(route.nodes()).extracting(OnnxNode::operator).containsExactly("Reshape");
        RuleCheck.check(net, folder, 0.5, 1);
    }

    @Test
    void allOperatorsWithoutARuleAreListedTogether() {
        Net net = Net.floats(1, 3)
                .node("Relu", "tap", "x")
                .node("Cosh", "a", "tap")
                .node("Sigmoid", "b", "a")
                .node("Sinh", "c", "b")
                .node("Tanh", "d", "c")
                .node("Exp", "y", "d");

        assertThatThrownBy(() -> route(net, "tap"))
                .isInstanceOf(MissingRulesException.class)
                .hasMessage(
                        "no gradient leads from 'y' back to [tap]: there is no rule for Cosh 'a', Sinh 'c'. Choose a layer behind them, the first are [c, d], or a method that needs no gradient.");
    }

    @Test
    void whatARuleDoesNotCoverIsSaid() {
        Net net = Net.floats(1, 2, 40, 40)
                .opset(19)
                .constant("region", new double[8], 8)
                .longs("sizes", 20, 30)
                .longs("all", 1, 2, 40, 40)
                .node("MaxPool", "pooled", "x", integers("kernel_shape", 33, 32))
                .node(
                        "Resize",
                        "cut",
                        "pooled region  all",
                        text("coordinate_transformation_mode", "tf_crop_and_resize"))
                .node(
                        "Resize",
                        "y",
                        "cut   sizes",
                        integers("axes", 2, 3),
                        text("keep_aspect_ratio_policy", "not_larger"));

        assertThatThrownBy(() -> route(net, "x"))
                .isInstanceOf(MissingRulesException.class)
                .hasMessageContaining("there is no rule for MaxPool 'pooled' with a window of more than 1024 cells, "
                        + "Resize 'cut' with coordinate_transformation_mode tf_crop_and_resize, "
                        + "Resize 'y' with keep_aspect_ratio_policy not_larger.");
    }

    @Test
    void noGradientPassesThroughWholeNumbers() {
        Net cast = Net.floats(1, 3)
                .node("Cast", "whole", "x", integer("to", DataType.INT64.getNumber()))
                .node("Cast", "y", "whole", integer("to", DataType.FLOAT.getNumber()));
        Net like = Net.floats(1, 3)
                .opset(15)
                .longs("i", 1)
                .scalar("f", 1)
                .node("CastLike", "whole", "x i")
                .node("CastLike", "y", "whole f");

        assertThatThrownBy(() -> route(cast, "x")).hasMessage("the tensor 'x' does not lead to 'y'");
        assertThatThrownBy(() -> route(like, "x"))
                .isInstanceOf(MissingRulesException.class)
                .hasMessageContaining("no rule for CastLike 'whole' with the type int64.");
    }

    @Test
    void aTapThatDoesNotLeadToTheLogitsIsRefused() {
        Net net = Net.floats(1, 3).node("Relu", "tap", "x").node("Exp", "y", "x");

        assertThatThrownBy(() -> route(net, "tap"))
                .isInstanceOf(MalformedGraphException.class)
                .hasMessage("the tensor 'tap' does not lead to 'y'");
        assertThatThrownBy(() -> route(net, "nothing"))
                .isInstanceOf(MalformedGraphException.class)
                .hasMessage("the graph has no tensor 'nothing' to tap");
    }

    @Test
    void aChoiceOfTooManyCellsIsRefusedBeforeItsMatrixIsMade() {
        long[] chosen = new long[5000]; // 0 again and again
        Net net = Net.floats(1, 4000)
                .longs("chosen", chosen)
                .node("Gather", "many", "x chosen", integer("axis", 1))
                .node("Exp", "y", "many");

        assertThatThrownBy(() -> Differentiated.open(
                        Structure.whole(net.graph(folder)), folder, List.of("x"), "y", "x", net.shape()))
                .isInstanceOf(MalformedGraphException.class)
                .hasMessage(
                        "no gradient leads through Gather 'many': it chooses 5000 times from 4000 cells; a product of at most 16777216 expected");
    }

    @Test
    void paddingOfTooManyCellsIsRefusedBeforeItsMatrixIsMade() {
        Net net = Net.floats(1, 5000).longs("pads", 0, 1, 0, 2).node("Pad", "y", "x pads", text("mode", "reflect"));

        assertThatThrownBy(() -> Differentiated.open(
                        Structure.whole(net.graph(folder)), folder, List.of("x"), "y", "x", net.shape()))
                .isInstanceOf(MalformedGraphException.class)
                .hasMessage(
                        "no gradient leads through Pad 'y': it makes 5003 cells of 5000 along axis 1; a matrix of at most 16777216 expected");
    }

    @Test
    void aResizeThatInterpolatesWithinAnAxisItLeavesAsLongAsItIsIsRefused() {
        Net net = Net.floats(1, 2, 6, 5)
                .constant("scales", new double[] {1, 1, 1.5, 1.1}, 4)
                .node("Resize", "y", "x  scales", text("mode", "linear"));

        assertThatThrownBy(() -> Differentiated.open(
                        Structure.whole(net.graph(folder)), folder, List.of("x"), "y", "x", net.shape()))
                .isInstanceOf(MalformedGraphException.class)
                .hasMessage(
                        "no gradient leads through Resize 'y': a scale of 1 expected along axis 3, whose size it keeps, got 1.1");
    }
}
