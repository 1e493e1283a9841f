package io.cam4j.resampling;

import java.util.function.Function;

/**
 * A plane of floats in another size, as OpenCV and Pillow make it, to float rounding (2e-7 of the plane's largest value).
 * Rows are formed when they are read. Immutable, thread-safe.
 *
 * @implNote Columns first, as both do, and once; then a row blends a few of those.
 */
public final class PlaneResize {
    private final int width;
    private final FloatTaps rows;
    private final float[] widened; // [old height, new width]

    private PlaneResize(float[] plane, Axis columns, Axis rows, Function<Axis, FloatTaps> taps) {
        if (plane.length != (long) columns.oldSize() * rows.oldSize()) {
            throw new IllegalArgumentException("a plane of %d × %d expected, got %d values"
                    .formatted(columns.oldSize(), rows.oldSize(), plane.length));
        }
        width = columns.newSize();
        this.rows = taps.apply(rows);
        widened = widened(plane, columns, rows.oldSize(), taps.apply(columns));
    }

    /** Returns what {@code cv2.resize} with {@code INTER_LINEAR} makes of float32; torch's bilinear is the same. */
    public static PlaneResize openCvLinear(float[] plane, Axis columns, Axis rows) {
        return new PlaneResize(plane, columns, rows, FloatTaps::openCvLinear);
    }

    /** Returns what {@code cv2.resize} with {@code INTER_CUBIC} makes of float32. */
    public static PlaneResize openCvCubic(float[] plane, Axis columns, Axis rows) {
        return new PlaneResize(plane, columns, rows, FloatTaps::openCvCubic);
    }

    /** Returns what Pillow's {@code resize} with {@code BICUBIC} makes of mode F. */
    public static PlaneResize pillowBicubic(float[] plane, Axis columns, Axis rows) {
        return new PlaneResize(plane, columns, rows, FloatTaps::pillowBicubic);
    }

    private static float[] widened(float[] plane, Axis columns, int height, FloatTaps taps) {
        float[] result = new float[Math.multiplyExact(columns.newSize(), height)];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < columns.newSize(); x++) {
                double[] weights = taps.weights(x);
                int from = y * columns.oldSize() + taps.first(x);
                double sum = 0;
                for (int i = 0; i < weights.length; i++) {
                    sum += weights[i] * plane[from + i];
                }
                result[y * columns.newSize() + x] = (float) sum;
            }
        }
        return result;
    }

    /**
     * Reads a row of the new plane.
     *
     * @param row 0 to the new height − 1
     * @param values receives the row's values, as many as the new width
     */
    public void read(int row, float[] values) {
        double[] weights = rows.weights(row);
        int first = rows.first(row);
        for (int x = 0; x < width; x++) {
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                sum += weights[i] * widened[(first + i) * width + x];
            }
            values[x] = (float) sum;
        }
    }
}
