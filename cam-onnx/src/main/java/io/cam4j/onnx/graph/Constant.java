package io.cam4j.onnx.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** A tensor whose values stand in the file. Its bytes are not copied before they are asked for. */
final class Constant {
    private static final long MAX_VALUES = 1L << 28;

    private final TensorProto proto;

    Constant(TensorProto proto) {
        this.proto = proto;
    }

    String name() {
        return proto.getName();
    }

    /** Returns the sizes of the axes, slowest first; empty for a scalar. */
    List<Long> shape() {
        return proto.getDimsList();
    }

    /** Returns the number of values. @throws MalformedGraphException if the sizes are negative or absurd */
    int count() {
        long count = 1;
        for (long size : proto.getDimsList()) {
            if (size < 0 || size > MAX_VALUES || count * size > MAX_VALUES) {
                throw new MalformedGraphException(
                        "tensor '%s' has the shape %s: sizes of 0 or more and at most %d values expected"
                                .formatted(name(), shape(), MAX_VALUES));
            }
            count *= size;
        }
        return (int) count;
    }

    /** Returns the values as 32-bit floats, row-major. @throws MalformedGraphException if there are more or fewer */
    float[] floats() {
        int count = count();
        return switch (type()) {
            case FLOAT -> proto.hasRawData() ? rawFloats(count) : typedFloats(count);
            case DOUBLE -> proto.hasRawData() ? rawDoubles(count) : typedDoubles(count);
            case FLOAT16 -> halves(count);
            case BFLOAT16 -> brainFloats(count);
            default ->
                throw new MalformedGraphException(
                        "tensor '%s' is of type %s; float, float16, bfloat16 or double expected"
                                .formatted(name(), type()));
        };
    }

    /** Returns the values of an int64 or int32 tensor. */
    long[] longs() {
        int count = count();
        if (proto.hasRawData()) {
            ByteBuffer raw = raw(count, type() == TensorProto.DataType.INT32 ? 4 : 8);
            long[] values = new long[count];
            Arrays.setAll(values, i -> type() == TensorProto.DataType.INT32 ? raw.getInt(i * 4) : raw.getLong(i * 8));
            return values;
        }
        return type() == TensorProto.DataType.INT32
                ? proto.getInt32DataList().stream()
                        .mapToLong(Integer::longValue)
                        .toArray()
                : proto.getInt64DataList().stream().mapToLong(Long::longValue).toArray();
    }

    private TensorProto.DataType type() {
        if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            throw new MalformedGraphException(
                    "tensor '%s' keeps its values in another file; a model in one file expected. Save it without external data."
                            .formatted(name()));
        }
        TensorProto.DataType type = TensorProto.DataType.forNumber(proto.getDataType());
        return type == null ? TensorProto.DataType.UNDEFINED : type;
    }

    private float[] rawFloats(int count) {
        float[] values = new float[count];
        raw(count, 4).asFloatBuffer().get(values);
        return values;
    }

    private float[] rawDoubles(int count) {
        ByteBuffer raw = raw(count, 8);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) raw.getDouble(i * 8);
        }
        return values;
    }

    private float[] typedFloats(int count) {
        checkCount(count, proto.getFloatDataCount());
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = proto.getFloatData(i);
        }
        return values;
    }

    private float[] typedDoubles(int count) {
        checkCount(count, proto.getDoubleDataCount());
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) proto.getDoubleData(i);
        }
        return values;
    }

    private float[] halves(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = HalfFloats.fromHalf(sixteenBits(i, count));
        }
        return values;
    }

    private float[] brainFloats(int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Float.intBitsToFloat(sixteenBits(i, count) << 16);
        }
        return values;
    }

    private int sixteenBits(int i, int count) {
        if (proto.hasRawData()) {
            return raw(count, 2).getShort(i * 2) & 0xffff;
        }
        checkCount(count, proto.getInt32DataCount());
        return proto.getInt32Data(i) & 0xffff;
    }

    private ByteBuffer raw(int count, int size) {
        ByteString bytes = proto.getRawData();
        checkCount((long) count * size, bytes.size());
        return bytes.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private void checkCount(long expected, long found) {
        if (expected != found) {
            throw new MalformedGraphException("tensor '%s' of shape %s should hold %d values or bytes, it holds %d"
                    .formatted(name(), shape(), expected, found));
        }
    }
}
