package io.cam4j.examples.demo;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;

/** A picture of two shapes that comes with the program. Immutable. */
public final class DemoScene {
    private final String name;
    private final long seed;

    DemoScene(String name, long seed) {
        this.name = name;
        this.seed = seed;
    }

    /** Returns the picture's name, for example {@code scene-1}. */
    public String name() {
        return name;
    }

    /** Returns the name of the picture's file, for example {@code scene-1.png}. */
    public String fileName() {
        return name + ".png";
    }

    /** Returns the bytes of the picture's PNG file. */
    public byte[] png() {
        try {
            return DemoModel.resource(fileName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the picture, read from its PNG file; a new one with each call. */
    public BufferedImage image() {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(png()));
            if (image == null) {
                throw new IllegalStateException(
                        "a PNG picture expected in %s, got something else".formatted(fileName()));
            }
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the indices of the two classes in the picture. */
    public List<Integer> classes() {
        return draw().classes();
    }

    /** Draws the scene anew, which also tells where its shapes are. */
    public Scene draw() {
        return SceneGenerator.standard().two(seed);
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
