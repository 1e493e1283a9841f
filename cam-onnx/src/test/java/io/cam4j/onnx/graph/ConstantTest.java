package io.cam4j.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Bit patterns are from the IEEE 754 and bfloat16 definitions. */
class ConstantTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void readsFloatsFromRawBytesAndFromTypedFields() {
        assertThat(constant(DataType.FLOAT, 2)
                        .setRawData(bytes(8).putFloat(1.5f).putFloat(-2f))
                        .floats())
                .containsExactly(1.5f, -2f);
        assertThat(constant(DataType.FLOAT, 2)
                        .addFloatData(1.5f)
                        .addFloatData(-2f)
                        .floats())
                .containsExactly(1.5f, -2f);
    }

    @Test
    void readsDoubles() {
        assertThat(constant(DataType.DOUBLE, 1)
                        .setRawData(bytes(8).putDouble(0.25))
                        .floats())
                .containsExactly(0.25f);
        assertThat(constant(DataType.DOUBLE, 1).addDoubleData(0.25).floats()).containsExactly(0.25f);
    }

    @Test
    void readsHalves() {
        ByteBuffer raw = bytes(14)
                .putShort((short) 0x3c00)
                .putShort((short) 0xc000)
                .putShort((short) 0x0001)
                .putShort((short) 0x7bff)
                .putShort((short) 0x7c00)
                .putShort((short) 0x8000)
                .putShort((short) 0x7e00);

        assertThat(constant(DataType.FLOAT16, 7).setRawData(raw).floats())
                .containsExactly(1f, -2f, 0x1p-24f, 65504f, Float.POSITIVE_INFINITY, -0f, Float.NaN);
        assertThat(constant(DataType.FLOAT16, 1).addInt32Data(0x3c00).floats()).containsExactly(1f);
    }

    @Test
    void readsBrainFloats() {
        assertThat(constant(DataType.BFLOAT16, 2)
                        .setRawData(bytes(4).putShort((short) 0x3f80).putShort((short) 0xc040))
                        .floats())
                .containsExactly(1f, -3f);
    }

    /* Rows [1.5 −2] and [0.5 3]. */
    @Test
    void rowsAreThoseOfTheShapeWhateverTheyAreStoredAs() {
        int[] halves = {0x3e00, 0xc000, 0x3800, 0x4200};
        int[] brains = {0x3fc0, 0xc000, 0x3f00, 0x4040};
        ByteBuffer floats = bytes(16).putFloat(1.5f).putFloat(-2).putFloat(0.5f).putFloat(3);
        List<Draft> drafts = List.of(
                constant(DataType.FLOAT, 2, 2).setRawData(floats),
                constant(DataType.FLOAT, 2, 2)
                        .addFloatData(1.5f)
                        .addFloatData(-2)
                        .addFloatData(0.5f)
                        .addFloatData(3),
                constant(DataType.FLOAT16, 2, 2).setRawData(shorts(halves)),
                typed(constant(DataType.FLOAT16, 2, 2), halves),
                constant(DataType.BFLOAT16, 2, 2).setRawData(shorts(brains)),
                typed(constant(DataType.BFLOAT16, 2, 2), brains));
        for (Draft draft : drafts) {
            IntFunction<FloatBuffer> rows = draft.rows(2);

            assertThat(values(rows.apply(1))).as("%s", draft).containsExactly(0.5f, 3);
            assertThat(values(rows.apply(0))).as("%s", draft).containsExactly(1.5f, -2);
            assertThat(values(rows.apply(1))).as("%s", draft).containsExactly(0.5f, 3);
        }
    }

    @Test
    void rowsOfRawValuesAreNotCopiedAtOnce() {
        int count = 1 << 20;
        for (DataType type : List.of(DataType.FLOAT, DataType.FLOAT16, DataType.BFLOAT16)) {
            ByteBuffer raw = bytes(count * (type == DataType.FLOAT ? Float.BYTES : Short.BYTES));
            ConstantValue weights = constant(type, count / 4, 4).setRawData(raw).constant();
            long before = THREADS.getCurrentThreadAllocatedBytes();

            FloatBuffer row = weights.rows(4).apply(count / 4 - 1);

            assertThat(row.remaining()).isEqualTo(4);
            assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                    .as("%s", type)
                    .isLessThan(1 << 20);
        }
    }

    private static Draft typed(Draft draft, int... bits) {
        Arrays.stream(bits).forEach(draft::addInt32Data);
        return draft;
    }

    private static ByteBuffer shorts(int... bits) {
        ByteBuffer raw = bytes(2 * bits.length);
        Arrays.stream(bits).forEach(each -> raw.putShort((short) each));
        return raw;
    }

    private static float[] values(FloatBuffer row) {
        float[] values = new float[row.remaining()];
        row.get(values);
        return values;
    }

    @Test
    void readsIntegers() {
        assertThat(constant(DataType.INT64, 1).setRawData(bytes(8).putLong(-1)).longs())
                .containsExactly(-1L);
        assertThat(constant(DataType.INT32, 1).setRawData(bytes(4).putInt(7)).longs())
                .containsExactly(7L);
        assertThat(constant(DataType.INT32, 1).addInt32Data(7).longs()).containsExactly(7L);
    }

    @Test
    void refusesMoreOrFewerBytesThanTheShapeSays() {
        assertThatThrownBy(
                        () -> constant(DataType.FLOAT, 3).setRawData(bytes(8)).floats())
                .isInstanceOf(MalformedGraphException.class)
                .hasMessage("tensor 't' of shape [3] should hold 12 values or bytes, it holds 8");
        assertThatThrownBy(() -> constant(DataType.FLOAT, 2).addFloatData(1f).floats())
                .isInstanceOf(MalformedGraphException.class);
    }

    @Test
    void refusesAbsurdShapesBeforeMakingRoom() {
        for (long[] shape : List.of(new long[] {-1, 4}, new long[] {1L << 40, 4}, new long[] {1 << 20, 1 << 20})) {
            assertThatThrownBy(() -> constant(DataType.FLOAT, shape).floats())
                    .isInstanceOf(MalformedGraphException.class)
                    .hasMessageContaining("values expected");
        }
    }

    @Test
    void refusesWhatIsNoNumber() {
        assertThatThrownBy(() -> constant(DataType.STRING, 1).floats())
                .isInstanceOf(MalformedGraphException.class)
                .hasMessageContaining("is of type STRING");
    }

    @Test
    void refusesValuesInAnotherFile() {
        TensorProto external = TensorProto.newBuilder()
                .setName("w")
                .setDataType(DataType.FLOAT.getNumber())
                .addDims(1)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .build();

        assertThatThrownBy(() -> new Constant(external).floats()).hasMessageContaining("in another file");
    }

    private static Draft constant(DataType type, long... shape) {
        return new Draft(type, shape);
    }

    /** A tensor in the making, so that raw bytes read as they are written. */
    private static final class Draft {
        private final TensorProto.Builder tensor = TensorProto.newBuilder().setName("t");

        Draft(DataType type, long... shape) {
            tensor.setDataType(type.getNumber());
            for (long size : shape) {
                tensor.addDims(size);
            }
        }

        Draft setRawData(ByteBuffer bytes) {
            tensor.setRawData(ByteString.copyFrom(bytes.rewind()));
            return this;
        }

        Draft addFloatData(float value) {
            tensor.addFloatData(value);
            return this;
        }

        Draft addInt32Data(int value) {
            tensor.addInt32Data(value);
            return this;
        }

        Draft addDoubleData(double value) {
            tensor.addDoubleData(value);
            return this;
        }

        float[] floats() {
            return new Constant(tensor.build()).floats();
        }

        long[] longs() {
            return new Constant(tensor.build()).longs();
        }

        IntFunction<FloatBuffer> rows(int length) {
            return constant().rows(length);
        }

        Constant constant() {
            return new Constant(tensor.build());
        }

        @Override
        public String toString() {
            return constant().type() + (tensor.hasRawData() ? ", raw" : ", typed");
        }
    }

    private static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
