package io.cam4j.preprocessing;

import java.nio.FloatBuffer;

/**
 * A network's input: one picture, with the geometry that leads back to the image it was made of. Immutable; may be used by
 * many threads and for many runs.
 */
public final class InputTensor {
    private final int channels;
    private final int height;
    private final int width;
    private final TensorLayout layout;
    private final Geometry geometry;
    private final float[] values; // [c, h, w] or [h, w, c], row-major

    InputTensor(int channels, int height, int width, TensorLayout layout, Geometry geometry, float[] values) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.layout = layout;
        this.geometry = geometry;
        this.values = values;
        if (values.length != (long) channels * height * width) {
            throw new IllegalArgumentException(
                    "%d × %d × %d values expected, got %d".formatted(channels, height, width, values.length));
        }
    }

    /**
     * Returns a tensor with a copy of values computed elsewhere, one picture stretched onto the whole input.
     *
     * @param values shape [1, channels, height, width], row-major, as the network wants them
     * @param imageWidth width of the picture the values stand for
     * @param imageHeight height of that picture
     * @throws IllegalArgumentException if there are not just channels · height · width values
     */
    public static InputTensor of(int channels, int height, int width, float[] values, int imageWidth, int imageHeight) {
        Geometry geometry = Geometry.stretch(imageWidth, imageHeight, width, height);
        return new InputTensor(channels, height, width, TensorLayout.NCHW, geometry, values.clone());
    }

    /**
     * Returns the picture times a mask.
     *
     * @param mask shape [height, width], row-major; it counts for all channels
     * @throws IllegalArgumentException if it has another size
     */
    public InputTensor masked(float... mask) {
        int pixels = height * width;
        if (mask.length != pixels) {
            throw new IllegalArgumentException(
                    "a mask of %d × %d expected, got %d values".formatted(height, width, mask.length));
        }
        float[] products = new float[channels * pixels];
        if (layout == TensorLayout.NCHW) {
            for (int channel = 0; channel < channels; channel++) {
                int first = channel * pixels;
                for (int pixel = 0; pixel < pixels; pixel++) {
                    products[first + pixel] = values[first + pixel] * mask[pixel];
                }
            }
        } else {
            for (int i = 0; i < products.length; i++) {
                products[i] = values[i] * mask[i / channels];
            }
        }
        return new InputTensor(channels, height, width, layout, geometry, products);
    }

    /** Returns the number of channels, 1 or 3. */
    public int channels() {
        return channels;
    }

    /** Returns the height in pixels. */
    public int height() {
        return height;
    }

    /** Returns the width in pixels. */
    public int width() {
        return width;
    }

    /** Returns the order of the axes. */
    public TensorLayout layout() {
        return layout;
    }

    /** Returns how the picture was placed. */
    public Geometry geometry() {
        return geometry;
    }

    /** Returns a read-only view of all values, row-major in {@link #layout()}. */
    public FloatBuffer values() {
        return FloatBuffer.wrap(values).asReadOnlyBuffer();
    }

    /** Returns shape and layout, for example {@code [1, 3, 224, 224] NCHW}. */
    @Override
    public String toString() {
        return layout == TensorLayout.NCHW
                ? "[1, %d, %d, %d] NCHW".formatted(channels, height, width)
                : "[1, %d, %d, %d] NHWC".formatted(height, width, channels);
    }
}
