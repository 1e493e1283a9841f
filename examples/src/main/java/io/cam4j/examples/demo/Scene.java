package io.cam4j.examples.demo;

import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A drawn picture, and where its shapes are.
 *
 * @param image the picture, square; its drawer keeps no reference to it
 * @param shapes one or more, each of another class, no two of them overlapping
 */
public record Scene(BufferedImage image, List<SceneShape> shapes) {
    /** Copies the list. */
    public Scene {
        shapes = List.copyOf(shapes);
    }

    /** Returns the indices of the shapes' classes, in the order of the shapes. */
    public List<Integer> classes() {
        return shapes.stream().map(SceneShape::classIndex).toList();
    }
}
