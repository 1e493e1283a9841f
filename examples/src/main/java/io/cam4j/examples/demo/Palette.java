package io.cam4j.examples.demo;

import java.awt.Color;

/** Colors that go together: a hue with its neighbors for the ground, and what stands out from it for the shapes. */
final class Palette {
    private static final double LEAST_CONTRAST = 75;

    private final Dice dice;
    private final double hue;
    private final double saturation;
    private final double brightness;

    Palette(Dice dice) {
        this.dice = dice;
        hue = dice.unit();
        saturation = dice.chance(0.25) ? dice.between(0, 0.15) : dice.between(0.15, 0.75);
        brightness = dice.between(0.2, 0.95);
    }

    /** A color of the ground; any two of them differ a little. */
    Color ground() {
        return color(
                hue + dice.between(-0.07, 0.07),
                saturation + dice.between(-0.15, 0.15),
                brightness + dice.between(-0.16, 0.16));
    }

    /** A color of small things lying around. */
    Color clutter() {
        return dice.chance(0.4) ? ground() : any();
    }

    /** A color for a shape that can be told from what is behind and around it. */
    Color shape(Color behind) {
        for (int i = 0; i < 500; i++) {
            Color color = any();
            if (contrast(color, behind) > LEAST_CONTRAST) {
                return color;
            }
        }
        return contrast(Color.WHITE, behind) > contrast(Color.BLACK, behind) ? Color.WHITE : Color.BLACK;
    }

    private Color any() {
        return color(dice.unit(), dice.between(0.1, 0.95), dice.between(0.15, 1));
    }

    /** A color somewhat lighter or darker than the one given. */
    static Color shaded(Color color, double by) {
        double factor = 1 + by;
        return new Color(
                channel(color.getRed() * factor),
                channel(color.getGreen() * factor),
                channel(color.getBlue() * factor));
    }

    static Color transparent(Color color, double alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), channel(255 * alpha));
    }

    static int channel(double value) {
        return (int) Math.round(Math.max(0, Math.min(255, value)));
    }

    /** The distance of two colors, 0 to 255; light counts more than hue. */
    private static double contrast(Color a, Color b) {
        double red = a.getRed() - b.getRed();
        double green = a.getGreen() - b.getGreen();
        double blue = a.getBlue() - b.getBlue();
        return Math.sqrt(0.33 * red * red + 0.5 * green * green + 0.17 * blue * blue);
    }

    private static Color color(double hue, double saturation, double brightness) {
        return Color.getHSBColor((float) hue, (float) clamped(saturation), (float) clamped(brightness));
    }

    private static double clamped(double value) {
        return Math.max(0, Math.min(1, value));
    }
}
