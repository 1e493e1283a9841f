package io.cam4j.onnx.graph;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A tensor whose values stand in the model's file, or in one beside it. Its bytes are not copied before they are asked
 * for.
 */
final class Constant implements ConstantValue {
    private static final long MAX_VALUES = 1L << 28;

    private final TensorProto proto;
    private final @Nullable ExternalData external;

    /** A tensor whose values stand in the model's file. */
    Constant(TensorProto proto) {
        this(proto, null);
    }

    Constant(TensorProto proto, @Nullable ExternalData external) {
        this.proto = proto;
        this.external = external;
    }

    @Override
    public String name() {
        return proto.getName();
    }

    @Override
    public List<Long> shape() {
        return proto.getDimsList();
    }

    /** Returns the number of values. @throws MalformedGraphException if the sizes are negative or absurd */
    int count() {
        return checkedCount(name(), shape());
    }

    static int checkedCount(String name, List<Long> shape) {
        long count = 1;
        for (long size : shape) {
            if (size < 0 || size > MAX_VALUES || count * size > MAX_VALUES) {
                throw new MalformedGraphException(
                        "tensor '%s' has the shape %s: sizes of 0 or more and at most %d values expected"
                                .formatted(name, shape, MAX_VALUES));
            }
            count *= size;
        }
        return (int) count;
    }

    private boolean hasBytes() {
        return proto.hasRawData() || isExternal();
    }

    private boolean isExternal() {
        return proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL;
    }

    @Override
    public float[] floats() {
        int count = count();
        return switch (type()) {
            case FLOAT -> hasBytes() ? rawFloats(count) : typedFloats(count);
            case DOUBLE -> hasBytes() ? rawDoubles(count) : typedDoubles(count);
            case FLOAT16 -> halves(sixteenBits(count));
            case BFLOAT16 -> brainFloats(sixteenBits(count));
            default ->
                throw new MalformedGraphException(
                        "tensor '%s' is of type %s; float, float16, bfloat16 or double expected"
                                .formatted(name(), type()));
        };
    }

    @Override
    public IntFunction<FloatBuffer> rows(int length) {
        if (hasBytes() && type() == TensorProto.DataType.FLOAT) {
            FloatBuffer all = raw(count(), Float.BYTES).asFloatBuffer();
            return row -> all.slice(row * length, length);
        }
        if (hasBytes() && type() == TensorProto.DataType.FLOAT16) {
            ShortBuffer all = sixteenBits(count());
            return row -> FloatBuffer.wrap(halves(all.slice(row * length, length)));
        }
        if (hasBytes() && type() == TensorProto.DataType.BFLOAT16) {
            ShortBuffer all = sixteenBits(count());
            return row -> FloatBuffer.wrap(brainFloats(all.slice(row * length, length)));
        }
        return ConstantValue.super.rows(length);
    }

    @Override
    public long[] longs() {
        int count = count();
        if (hasBytes()) {
            ByteBuffer raw = raw(count, integerBytes());
            return IntStream.range(0, count).mapToLong(i -> integer(raw, i)).toArray();
        }
        if (type() == TensorProto.DataType.INT64) {
            checkCount(count, proto.getInt64DataCount());
            return IntStream.range(0, count).mapToLong(proto::getInt64Data).toArray();
        }
        checkCount(count, proto.getInt32DataCount());
        return IntStream.range(0, count).mapToLong(proto::getInt32Data).toArray();
    }

    private int integerBytes() {
        return switch (type()) {
            case INT8, UINT8, BOOL -> 1;
            case INT16, UINT16 -> 2;
            case INT32 -> 4;
            case INT64 -> 8;
            default ->
                throw new MalformedGraphException(
                        "tensor '%s' is of type %s; integers expected".formatted(name(), type()));
        };
    }

    private long integer(ByteBuffer raw, int i) {
        return switch (type()) {
            case INT8 -> raw.get(i);
            case UINT8, BOOL -> raw.get(i) & 0xff;
            case INT16 -> raw.getShort(i * 2);
            case UINT16 -> raw.getShort(i * 2) & 0xffff;
            case INT32 -> raw.getInt(i * 4);
            default -> raw.getLong(i * 8);
        };
    }

    /** Returns the type, {@code UNDEFINED} for one this version of ONNX does not know. */
    TensorProto.DataType type() {
        TensorProto.DataType type = TensorProto.DataType.forNumber(proto.getDataType());
        return type == null ? TensorProto.DataType.UNDEFINED : type;
    }

    private float[] rawFloats(int count) {
        ByteBuffer raw = raw(count, 4); // before the array: the file may claim any count
        float[] values = new float[count];
        raw.asFloatBuffer().get(values);
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

    private static float[] halves(ShortBuffer bits) {
        float[] values = new float[bits.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = HalfFloats.fromHalf(bits.get(i));
        }
        return values;
    }

    private static float[] brainFloats(ShortBuffer bits) {
        float[] values = new float[bits.remaining()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Float.intBitsToFloat(bits.get(i) << 16);
        }
        return values;
    }

    private ShortBuffer sixteenBits(int count) {
        if (hasBytes()) {
            return raw(count, Short.BYTES).asShortBuffer();
        }
        checkCount(count, proto.getInt32DataCount());
        ShortBuffer bits = ShortBuffer.allocate(count);
        for (int i = 0; i < count; i++) {
            bits.put(i, (short) proto.getInt32Data(i));
        }
        return bits;
    }

    private ByteBuffer raw(int count, int size) {
        if (isExternal()) {
            if (external == null) {
                throw new MalformedGraphException(
                        "tensor '%s' keeps its values in another file, where that is not allowed".formatted(name()));
            }
            return external.bytes(proto, (long) count * size);
        }
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
