package io.cam4j.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.sun.management.ThreadMXBean;
import io.cam4j.onnx.TestModel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A file of a few bytes may claim weights of any size. */
class LinearTest {
    private static final long MOST_BYTES = 16 << 20; // to read a small file and say what is wrong
    private static final long MOST = Integer.MAX_VALUE; // no array of Java's is as long

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder;

    static Stream<Arguments> claims() {
        AttributeProto turned = Attributes.integer("transB", 1);
        AttributeProto half = Attributes.real("alpha", 0.5f);
        return Stream.of(
                claim("a column a class, more than there may be", head("MatMul", "flat w"), 4, MOST),
                claim("a column a class, 1 GB", head("MatMul", "flat w"), 1 << 14, 1 << 14),
                claim("one class, 1 GB", head("MatMul", "flat w"), 1 << 28, 1),
                claim("a row a class, more than there may be", head("Gemm", "flat w", turned), MOST, 4),
                claim("a row a class, 1 GB", head("Gemm", "flat w", turned), 1 << 14, 1 << 14),
                claim("a row a class, half of 1 GB", head("Gemm", "flat w half", turned), 1 << 26, 2),
                claim("a row a class and a factor, 1 GB", head("Gemm", "flat w", turned, half), 1 << 14, 1 << 14),
                claim("a column a class and one bias, 1 GB", head("Gemm", "flat w half"), 2, 1 << 27),
                claim("a kernel, more than there may be", head("Conv", "pooled w"), MOST, 4, 1, 1),
                claim("a kernel, 1 GB", head("Conv", "pooled w"), 1 << 14, 1 << 14, 1, 1));
    }

    private static Arguments claim(String name, TestModel model, long... shape) {
        return Arguments.of(name, model, shape);
    }

    private static TestModel head(String operator, String inputs, AttributeProto... attributes) {
        return TestModel.body(0, 16)
                .node("GlobalAveragePool", "pooled", "features")
                .node("Flatten", "flat", "pooled")
                .constant("half", new float[] {0.5f}, 1)
                .node(operator, "planes", inputs, attributes)
                .node("Flatten", "logits", "planes")
                .output("logits", 0, 6);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("claims")
    void typedWeightsThatAreNotThereTakeNoMemory(String name, TestModel model, long... shape) throws IOException {
        refuse(with(model, weights(shape).addFloatData(1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("claims")
    void rawWeightsThatAreNotThereTakeNoMemory(String name, TestModel model, long... shape) throws IOException {
        refuse(with(model, weights(shape).setRawData(ByteString.copyFrom(new byte[16]))));
        refuse(with(
                model,
                weights(shape)
                        .setDataType(TensorProto.DataType.FLOAT16.getNumber())
                        .setRawData(ByteString.copyFrom(new byte[16]))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("claims")
    void weightsOfOneValueTakeNoMemory(String name, TestModel model, long... shape) throws IOException {
        model.constant("sizes", shape).node("ConstantOfShape", "w", "sizes");

        refuse(model.bytes());
    }

    private void refuse(byte[] model) throws IOException {
        Path file = Files.write(folder.resolve("model.onnx"), model);
        long before = threads.getCurrentThreadAllocatedBytes();

        assertThatThrownBy(() -> HeadFinder.find(OnnxGraph.read(file), Optional.empty(), Optional.empty()))
                .isInstanceOf(MalformedGraphException.class)
                .hasMessageContaining("'w'");

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);
    }

    private static TensorProto.Builder weights(long... shape) {
        TensorProto.Builder weights =
                TensorProto.newBuilder().setName("w").setDataType(TensorProto.DataType.FLOAT.getNumber());
        LongStream.of(shape).forEach(weights::addDims);
        return weights;
    }

    private static byte[] with(TestModel model, TensorProto.Builder weights) throws InvalidProtocolBufferException {
        ModelProto.Builder whole = ModelProto.parseFrom(model.bytes()).toBuilder();
        whole.getGraphBuilder().addInitializer(weights);
        return whole.build().toByteArray();
    }
}
