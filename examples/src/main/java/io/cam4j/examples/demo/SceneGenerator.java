package io.cam4j.examples.demo;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws pictures of filled shapes on cluttered grounds, with Java2D. The demo model was trained on pictures of another
 * program, in another language, with other colors, patterns and clutter, so these have never been seen by it. Immutable,
 * thread-safe.
 *
 * @implNote the same seed gives the same shapes at the same places on every JDK; how Java2D softens edges may differ in
 *     the last bits.
 */
public final class SceneGenerator {
    /** What a shape covers of the picture, with a little room for the pixels its edge falls on. */
    private static final double LEAST_AREA = 0.032;

    private static final double MOST_AREA = 0.195;
    private static final int ATTEMPTS = 40;

    private final int side;

    private SceneGenerator(int side) {
        this.side = side;
    }

    /** Returns a generator of pictures of 256 × 256 pixels. */
    public static SceneGenerator standard() {
        return of(256);
    }

    /**
     * Returns a generator of pictures of another size.
     *
     * @param side width and height in pixels, 64 to 4096
     * @throws IllegalArgumentException if the size is out of range
     */
    public static SceneGenerator of(int side) {
        if (side < 64 || side > 4096) {
            throw new IllegalArgumentException("side: 64 to 4096 pixels expected, got %d".formatted(side));
        }
        return new SceneGenerator(side);
    }

    /** Returns the names of the classes of the shapes, in the order of their indices. */
    public static List<String> classNames() {
        return Outline.names();
    }

    /** Draws one shape of any class, covering 3 to 20 % of the picture. The same seed draws the same picture. */
    public Scene one(long seed) {
        Dice dice = new Dice(seed);
        Outline outline = Outline.at(dice.index(Outline.count()));
        return drawn(dice, List.of(Placement.random(dice, outline, side, LEAST_AREA, MOST_AREA)));
    }

    /** Draws two shapes of different classes with ground between them, each covering 3 to 20 % of the picture. */
    public Scene two(long seed) {
        Dice dice = new Dice(seed);
        int first = dice.index(Outline.count());
        int second = (first + 1 + dice.index(Outline.count() - 1)) % Outline.count();
        return drawn(dice, pair(dice, Outline.at(first), Outline.at(second)));
    }

    /**
     * Draws two shapes of given classes, as {@link #two(long)} does.
     *
     * @param first index of a class
     * @param second index of another class
     * @throws IllegalArgumentException if both are the same
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public Scene two(long seed, int first, int second) {
        if (first == second) {
            throw new IllegalArgumentException("two different classes expected, got %d twice".formatted(first));
        }
        Dice dice = new Dice(seed);
        return drawn(dice, pair(dice, Outline.at(first), Outline.at(second)));
    }

    private List<Placement> pair(Dice dice, Outline first, Outline second) {
        while (true) { // a first shape in the very middle may leave no room for any second
            Placement one = Placement.random(dice, first, side, LEAST_AREA, MOST_AREA);
            for (int i = 0; i < ATTEMPTS; i++) {
                Placement other = Placement.random(dice, second, side, LEAST_AREA, MOST_AREA);
                if (one.isApartFrom(other)) {
                    return List.of(one, other);
                }
            }
        }
    }

    private Scene drawn(Dice dice, List<Placement> placements) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        Palette palette = new Palette(dice);
        Clutter clutter = new Clutter(dice, palette, side);
        ShapePainter painter = new ShapePainter(dice, palette);
        List<SceneShape> shapes = new ArrayList<>();
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            new Ground(dice, palette, side).paint(image, graphics);
            clutter.paint(graphics, 9);
            for (Placement placement : placements) {
                painter.paint(image, graphics, placement);
                shapes.add(placement.covered());
            }
            if (dice.chance(0.15)) {
                clutter.paint(graphics, 1); // in front of the shapes
            }
        } finally {
            graphics.dispose();
        }
        if (dice.chance(0.5)) {
            Ground.grain(dice, image, dice.between(1, 12));
        }
        return new Scene(image, shapes);
    }
}
