package io.cam4j.examples.demo;

import java.util.BitSet;

/** One shape of a scene: its class, and the pixels it covers. Immutable. */
public final class SceneShape {
    private final Outline outline;
    private final int side;
    private final BitSet pixels; // row-major; never written after the constructor

    SceneShape(Outline outline, int side, BitSet pixels) {
        this.outline = outline;
        this.side = side;
        this.pixels = pixels;
    }

    /** Returns the index of the shape's class among the demo model's logits. */
    public int classIndex() {
        return outline.index();
    }

    /** Returns whether the shape covers the pixel at a point; points outside the picture are never covered. */
    public boolean contains(double x, double y) {
        return x >= 0 && y >= 0 && x < side && y < side && pixels.get(((int) y) * side + (int) x);
    }

    /** Returns the number of pixels the shape covers. */
    public int pixels() {
        return pixels.cardinality();
    }

    /** Returns the share of the picture the shape covers, 0 to 1. */
    public double area() {
        return (double) pixels() / ((long) side * side);
    }

    boolean overlaps(SceneShape other) {
        return pixels.intersects(other.pixels);
    }
}
