package io.cam4j.method;

/** Arithmetic on rows of numbers. */
final class Rows {
    private Rows() {}

    static float[] rectified(float... row) {
        float[] result = new float[row.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = Math.max(row[i], 0f);
        }
        return result;
    }

    static float[] floats(double... row) {
        float[] result = new float[row.length];
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) row[i];
        }
        return result;
    }
}
