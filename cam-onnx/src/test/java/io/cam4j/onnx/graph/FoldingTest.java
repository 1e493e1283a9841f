package io.cam4j.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import io.cam4j.onnx.TestModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FoldingTest {
    private static final int ROWS = 1 << 16;
    private static final int COLUMNS = 8;
    private static final long MOST_BYTES = 1 << 20; // half of the matrix

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder;

    static Stream<Arguments> aliases() {
        return Stream.of(
                alias("Identity", "w"),
                alias("Cast", "w", Attributes.integer("to", 1)),
                alias("Dropout", "w"),
                alias("Flatten", "w"),
                alias("Reshape", "w sizes"),
                alias("Unsqueeze", "w one"),
                alias("Squeeze", "w one"));
    }

    private static Arguments alias(String operator, String inputs, AttributeProto... attributes) {
        TestModel model = TestModel.body(0, 16)
                .constant("sizes", ROWS, COLUMNS, 1, 1)
                .constant("one", 1)
                .node(operator, "alias", inputs, attributes);
        return Arguments.of(operator, model);
    }

    /* Value i of the matrix is i. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("aliases")
    void rowsOfAnAliasAreReadWhereTheyStand(String operator, TestModel model) throws IOException {
        ConstantValue alias =
                graph(model, operator.equals("Squeeze")).constant("alias").orElseThrow();
        long before = threads.getCurrentThreadAllocatedBytes();

        FloatBuffer row = alias.rows(COLUMNS).apply(ROWS - 1);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
        assertThat(row.remaining()).isEqualTo(COLUMNS);
        assertThat(row.get(3)).isEqualTo((ROWS - 1f) * COLUMNS + 3);
    }

    @Test
    void rowsOfAnAliasOfAnAliasAreReadThereToo() throws IOException {
        TestModel model = TestModel.body(0, 16).node("Identity", "first", "w").node("Identity", "alias", "first");
        ConstantValue alias = graph(model, false).constant("alias").orElseThrow();
        long before = threads.getCurrentThreadAllocatedBytes();

        alias.rows(COLUMNS);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
    }

    private OnnxGraph graph(TestModel model, boolean squeezable) throws IOException {
        ByteBuffer values = ByteBuffer.allocate(ROWS * COLUMNS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < ROWS * COLUMNS; i++) {
            values.putFloat(i);
        }
        TensorProto.Builder matrix = TensorProto.newBuilder()
                .setName("w")
                .setDataType(TensorProto.DataType.FLOAT.getNumber())
                .setRawData(ByteString.copyFrom(values.rewind()))
                .addDims(ROWS);
        if (squeezable) {
            matrix.addDims(1);
        }
        ModelProto.Builder whole = ModelProto.parseFrom(model.bytes()).toBuilder();
        whole.getGraphBuilder().addInitializer(matrix.addDims(COLUMNS));
        return OnnxGraph.read(
                Files.write(folder.resolve("model.onnx"), whole.build().toByteArray()));
    }
}
