package io.cam4j.examples.demo;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Paints what is behind everything: a blend of colors, a pattern over it, soft lights, grain. */
final class Ground {
    private final Dice dice;
    private final Palette palette;
    private final int side;

    Ground(Dice dice, Palette palette, int side) {
        this.dice = dice;
        this.palette = palette;
        this.side = side;
    }

    void paint(BufferedImage image, Graphics2D graphics) {
        switch (dice.index(3)) {
            case 0 -> blend(graphics);
            case 1 -> halo(graphics);
            default -> marble(image);
        }
        AffineTransform upright = graphics.getTransform();
        graphics.rotate(dice.angle(), side / 2.0, side / 2.0);
        switch (dice.index(6)) {
            case 0 -> bars(graphics);
            case 1 -> tiles(graphics);
            case 2 -> ripples(graphics);
            default -> {} // plain
        }
        graphics.setTransform(upright);
        if (dice.chance(0.4)) {
            lights(graphics);
        }
    }

    private void blend(Graphics2D graphics) {
        double x = dice.between(0, side);
        graphics.setPaint(
                new GradientPaint((float) x, 0, palette.ground(), (float) (side - x), side, palette.ground()));
        graphics.fillRect(0, 0, side, side);
    }

    private void halo(Graphics2D graphics) {
        Point2D middle = new Point2D.Double(dice.between(0, side), dice.between(0, side));
        graphics.setPaint(new RadialGradientPaint(
                middle, (float) (side * dice.between(0.6, 1.2)), new float[] {0f, 0.5f, 1f}, new Color[] {
                    palette.ground(), palette.ground(), palette.ground()
                }));
        graphics.fillRect(0, 0, side, side);
    }

    /** Three colors mixed by smooth noise, finer and fainter from layer to layer. */
    private void marble(BufferedImage image) {
        ValueNoise noise = new ValueNoise(dice, dice.between(2, 9));
        ValueNoise veins = new ValueNoise(dice, dice.between(4, 24));
        Color one = palette.ground();
        Color two = palette.ground();
        Color vein = palette.ground();
        double strength = dice.between(0, 0.9);
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double u = (double) x / side;
                double v = (double) y / side;
                image.setRGB(
                        x,
                        y,
                        mixed(mixed(one, two, noise.at(u, v)), vein, strength * veins.at(u, v))
                                .getRGB());
            }
        }
    }

    private static Color mixed(Color a, Color b, double share) {
        return new Color(
                Palette.channel(a.getRed() + share * (b.getRed() - a.getRed())),
                Palette.channel(a.getGreen() + share * (b.getGreen() - a.getGreen())),
                Palette.channel(a.getBlue() + share * (b.getBlue() - a.getBlue())));
    }

    private void bars(Graphics2D graphics) {
        double step = dice.scaleBetween(6, 64);
        double share = dice.between(0.3, 0.7);
        graphics.setPaint(veil());
        for (double x = -side; x < 2 * side; x += step) {
            graphics.fill(new Rectangle2D.Double(x, -side, step * share, 3.0 * side));
        }
    }

    private void tiles(Graphics2D graphics) {
        double step = dice.scaleBetween(6, 28);
        graphics.setPaint(Palette.transparent(palette.ground(), dice.between(0.15, 0.4)));
        boolean odd = false;
        for (double y = -side; y < 2 * side; y += step) {
            odd = !odd;
            for (double x = odd ? -side : -side + step; x < 2 * side; x += 2 * step) {
                graphics.fill(new Rectangle2D.Double(x, y, step, step));
            }
        }
    }

    private void ripples(Graphics2D graphics) {
        double step = dice.scaleBetween(8, 40);
        double high = step * dice.between(0.1, 0.5);
        double wave = dice.between(20, 90);
        graphics.setPaint(veil());
        for (double y = -side; y < 2 * side; y += step) {
            Path2D.Double line = new Path2D.Double();
            line.moveTo(-side, y);
            for (double x = -side; x < 2 * side; x += 6) {
                line.lineTo(x, y + high * Math.sin(x * 2 * Math.PI / wave));
            }
            graphics.draw(line);
        }
    }

    private Color veil() {
        return Palette.transparent(palette.ground(), dice.between(0.2, 0.7));
    }

    private void lights(Graphics2D graphics) {
        int count = dice.count(1, 5);
        for (int i = 0; i < count; i++) {
            Color color = palette.clutter();
            graphics.setPaint(new RadialGradientPaint(
                    new Point2D.Double(dice.between(0, side), dice.between(0, side)),
                    (float) (side * dice.between(0.08, 0.35)),
                    new float[] {0f, 1f},
                    new Color[] {Palette.transparent(color, dice.between(0.2, 0.6)), Palette.transparent(color, 0)}));
            graphics.fillRect(0, 0, side, side);
        }
    }

    /** Grain as of a fast film, the same in all three colors. */
    static void grain(Dice dice, BufferedImage image, double deviation) {
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                double by = deviation * dice.normal();
                Color color = new Color(image.getRGB(x, y));
                image.setRGB(
                        x,
                        y,
                        new Color(
                                        Palette.channel(color.getRed() + by),
                                        Palette.channel(color.getGreen() + by),
                                        Palette.channel(color.getBlue() + by))
                                .getRGB());
            }
        }
    }
}
