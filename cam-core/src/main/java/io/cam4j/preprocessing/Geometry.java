package io.cam4j.preprocessing;

import java.awt.Rectangle;

/**
 * How a picture was placed in the network's input. Coordinates are continuous, in pixels, with pixel i reaching from i
 * to i + 1: a point (x, y) of the picture stands at (x · scaleX + offsetX, y · scaleY + offsetY) in the tensor.
 *
 * @param imageWidth of the picture, at least 1
 * @param imageHeight of the picture, at least 1
 * @param tensorWidth of the network's input, at least 1
 * @param tensorHeight of the network's input, at least 1
 * @param scaleX tensor pixels a picture pixel, positive
 * @param scaleY tensor pixels a picture pixel, positive
 * @param offsetX where the picture's left edge stands in the tensor; negative where it was cropped
 * @param offsetY where the picture's upper edge stands in the tensor; negative where it was cropped
 */
public record Geometry(
        int imageWidth,
        int imageHeight,
        int tensorWidth,
        int tensorHeight,
        double scaleX,
        double scaleY,
        double offsetX,
        double offsetY) {
    /** Checks sizes and scales. @throws IllegalArgumentException if one of them is not positive */
    public Geometry {
        if (imageWidth < 1 || imageHeight < 1 || tensorWidth < 1 || tensorHeight < 1) {
            throw new IllegalArgumentException("positive sizes expected, got picture %d × %d, tensor %d × %d"
                    .formatted(imageWidth, imageHeight, tensorWidth, tensorHeight));
        }
        if (!(scaleX > 0 && scaleY > 0)) {
            throw new IllegalArgumentException("positive scales expected, got %s and %s".formatted(scaleX, scaleY));
        }
    }

    /** Returns the geometry of a picture stretched onto the whole input. */
    public static Geometry stretch(int imageWidth, int imageHeight, int tensorWidth, int tensorHeight) {
        return new Geometry(
                imageWidth,
                imageHeight,
                tensorWidth,
                tensorHeight,
                (double) tensorWidth / imageWidth,
                (double) tensorHeight / imageHeight,
                0,
                0);
    }

    /**
     * Returns how the same picture lies in the input when it has another size, as a thumbnail has.
     *
     * @param width at least 1
     * @param height at least 1
     * @throws IllegalArgumentException if a size is less
     */
    public Geometry resized(int width, int height) {
        return isStretch()
                ? stretch(width, height, tensorWidth, tensorHeight)
                : new Geometry(
                        width,
                        height,
                        tensorWidth,
                        tensorHeight,
                        scaleX * imageWidth / width,
                        scaleY * imageHeight / height,
                        offsetX,
                        offsetY);
    }

    /** Returns the place in the tensor of a picture's column; both continuous. */
    public double toTensorX(double imageX) {
        return imageX * scaleX + offsetX;
    }

    /** Returns the place in the tensor of a picture's row; both continuous. */
    public double toTensorY(double imageY) {
        return imageY * scaleY + offsetY;
    }

    /** Returns the place in the picture of a tensor's column; both continuous. */
    public double toImageX(double tensorX) {
        return (tensorX - offsetX) / scaleX;
    }

    /** Returns the place in the picture of a tensor's row; both continuous. */
    public double toImageY(double tensorY) {
        return (tensorY - offsetY) / scaleY;
    }

    /** Returns the picture's pixels whose centres lie in the tensor: what the network saw. A new object; never empty. */
    public Rectangle seen() {
        int left = firstInside(toImageX(0), imageWidth - 1);
        int top = firstInside(toImageY(0), imageHeight - 1);
        int right = Math.max(left + 1, firstInside(toImageX(tensorWidth), imageWidth));
        int bottom = Math.max(top + 1, firstInside(toImageY(tensorHeight), imageHeight));
        return new Rectangle(left, top, right - left, bottom - top);
    }

    /** The first pixel whose centre lies at or behind the edge, 0 to most; the tolerance keeps an exact edge from rounding away. */
    private static int firstInside(double edge, int most) {
        return (int) Math.max(0, Math.min(most, Math.ceil(edge - 0.5 - 1e-9)));
    }

    /** Returns whether the picture fills the whole input, each axis scaled on its own. */
    public boolean isStretch() {
        return equals(stretch(imageWidth, imageHeight, tensorWidth, tensorHeight));
    }
}
