package io.cam4j.onnx.graph;

/** IEEE 754 binary16. */
final class HalfFloats {
    private HalfFloats() {}

    /** Returns the value of 16 bits: 1 sign, 5 exponent (bias 15), 10 fraction; exact, as every half is a float. */
    static float fromHalf(int bits) {
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        float magnitude = switch (exponent) {
            case 0 -> fraction * 0x1p-24f;
            case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> (fraction + 1024) * Math.scalb(1f, exponent - 25);
        };
        return (bits & 0x8000) == 0 ? magnitude : -magnitude;
    }
}
