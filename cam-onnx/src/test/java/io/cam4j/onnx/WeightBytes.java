package io.cam4j.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Weights as the raw little-endian bytes of ONNX's types. */
final class WeightBytes {
    private WeightBytes() {}

    private static ByteBuffer over(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static byte[] floats(float[] values) {
        byte[] bytes = new byte[4 * values.length];
        ByteBuffer buffer = over(bytes);
        buffer.asFloatBuffer().put(values);
        return bytes;
    }

    static byte[] doubles(float[] values) {
        byte[] bytes = new byte[8 * values.length];
        ByteBuffer buffer = over(bytes);
        for (float value : values) {
            buffer.putDouble(value);
        }
        return bytes;
    }

    /** Halves whose fraction is cut to what both formats hold exactly. */
    static byte[] halves(float[] values) {
        byte[] bytes = new byte[2 * values.length];
        ByteBuffer buffer = over(bytes);
        for (float value : values) {
            int bits = Float.floatToIntBits(value);
            int exponent = Math.max(1, ((bits >> 23) & 0xff) - 127 + 15);
            buffer.putShort((short) (((bits >> 16) & 0x8000) | (exponent << 10) | ((bits >> 13) & 0x3ff)));
        }
        return bytes;
    }

    static byte[] brains(float[] values) {
        byte[] bytes = new byte[2 * values.length];
        ByteBuffer buffer = over(bytes);
        for (float value : values) {
            buffer.putShort((short) (Float.floatToIntBits(value) >> 16));
        }
        return bytes;
    }

    static byte[] bytes(float[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Math.round(100 * values[i]);
        }
        return bytes;
    }
}
