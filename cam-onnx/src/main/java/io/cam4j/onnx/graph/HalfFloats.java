package io.cam4j.onnx.graph;

/** IEEE 754 binary16. */
final class HalfFloats {
    private static final int MOVE = 23 - 10; // from a half's fraction to a float's
    private static final int BIAS = (127 - 15) << 23; // likewise with exponents

    private HalfFloats() {}

    /** Returns the value of 16 bits: 1 sign, 5 exponent (bias 15), 10 fraction; exact, as every half is a float. */
    static float fromHalf(short bits) {
        int sign =
                bits << 16 & 0x80000000; // kept apart without a branch: whether a weight is negative nobody can predict
        int size = bits & 0x7fff;
        int magnitude = switch (size >> 10) {
            case 0 -> Float.floatToRawIntBits(size * 0x1p-24f);
            case 0x1f -> Float.floatToRawIntBits(size == 0x7c00 ? Float.POSITIVE_INFINITY : Float.NaN);
            default -> (size << MOVE) + BIAS;
        };
        return Float.intBitsToFloat(sign | magnitude);
    }
}
