package io.cam4j.preprocessing;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network's input: n pictures of one size, with the geometry that leads back to each of them. Immutable; may be used
 * by many threads and for many runs.
 */
public final class InputTensor {
    private final int channels;
    private final int height;
    private final int width;
    private final TensorLayout layout;
    private final List<Geometry> geometries;
    private final float[] values; // [n, c, h, w] or [n, h, w, c], row-major

    InputTensor(int channels, int height, int width, TensorLayout layout, List<Geometry> geometries, float[] values) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.layout = layout;
        this.geometries = List.copyOf(geometries);
        this.values = values;
        if (geometries.isEmpty() || values.length != (long) geometries.size() * channels * height * width) {
            throw new IllegalArgumentException(
                    "one or more pictures of %d × %d × %d values expected, got %d pictures and %d values"
                            .formatted(channels, height, width, geometries.size(), values.length));
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
        return new InputTensor(channels, height, width, TensorLayout.NCHW, List.of(geometry), values.clone());
    }

    /**
     * Returns the pictures of several tensors one behind the other, as one batch.
     *
     * @throws IllegalArgumentException if there are none, or their sizes or layouts differ
     */
    public static InputTensor concat(List<InputTensor> parts) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("one or more tensors expected, got none");
        }
        InputTensor first = parts.get(0);
        List<Geometry> geometries = new ArrayList<>();
        int length = 0;
        for (InputTensor part : parts) {
            if (!part.hasShapeOf(first)) {
                throw new IllegalArgumentException(
                        "tensors of one shape expected, got %s and %s".formatted(first, part));
            }
            geometries.addAll(part.geometries);
            length = Math.addExact(length, part.values.length);
        }
        FloatBuffer values = FloatBuffer.allocate(length);
        parts.forEach(part -> values.put(part.values));
        return new InputTensor(first.channels, first.height, first.width, first.layout, geometries, values.array());
    }

    /**
     * Returns this batch with its last picture repeated until there are the given number.
     *
     * @param count at least {@link #count()}
     * @throws IllegalArgumentException if there are more already
     */
    public InputTensor padTo(int count) {
        if (count < count()) {
            throw new IllegalArgumentException("%d or more pictures expected, got %d".formatted(count(), count));
        }
        int one = values.length / count();
        if ((long) one * count > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("at most %d pictures of this size expected in a batch, got %d"
                    .formatted(Integer.MAX_VALUE / one, count));
        }
        float[] padded = Arrays.copyOf(values, Math.multiplyExact(one, count));
        List<Geometry> all = new ArrayList<>(geometries);
        while (all.size() < count) {
            System.arraycopy(values, values.length - one, padded, one * all.size(), one);
            all.add(geometries.get(count() - 1));
        }
        return new InputTensor(channels, height, width, layout, all, padded);
    }

    private boolean hasShapeOf(InputTensor other) {
        return channels == other.channels && height == other.height && width == other.width && layout == other.layout;
    }

    /**
     * Returns the first picture times a mask.
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
        return new InputTensor(channels, height, width, layout, List.of(geometries.get(0)), products);
    }

    /** Returns n, the number of pictures. */
    public int count() {
        return geometries.size();
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

    /** Returns how each picture was placed, in the order of the batch. */
    public List<Geometry> geometries() {
        return geometries;
    }

    /** Returns a read-only view of all values, row-major in {@link #layout()}. */
    public FloatBuffer values() {
        return FloatBuffer.wrap(values).asReadOnlyBuffer();
    }

    /** Returns shape and layout, for example {@code [1, 3, 224, 224] NCHW}. */
    @Override
    public String toString() {
        return layout == TensorLayout.NCHW
                ? "[%d, %d, %d, %d] NCHW".formatted(count(), channels, height, width)
                : "[%d, %d, %d, %d] NHWC".formatted(count(), height, width, channels);
    }
}
