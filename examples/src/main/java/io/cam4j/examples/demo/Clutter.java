package io.cam4j.examples.demo;

import java.awt.BasicStroke;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.QuadCurve2D;

/** Paints things that are none of the classes: threads, blades, confetti, doodles. Sizes are in pixels of 256. */
final class Clutter {
    private final Dice dice;
    private final Palette palette;
    private final int side;
    private final double pixel;

    Clutter(Dice dice, Palette palette, int side) {
        this.dice = dice;
        this.palette = palette;
        this.side = side;
        pixel = side / 256.0;
    }

    /** Paints up to so many things or groups of them. */
    void paint(Graphics2D graphics, int most) {
        int count = dice.index(most + 1);
        for (int i = 0; i < count; i++) {
            graphics.setColor(palette.clutter());
            graphics.setStroke(new BasicStroke(
                    (float) (pixel * dice.between(1, 4.5)), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            switch (dice.index(4)) {
                case 0 -> thread(graphics);
                case 1 -> blades(graphics);
                case 2 -> confetti(graphics);
                default -> doodle(graphics);
            }
        }
    }

    /** One long curve, often from edge to edge. */
    private void thread(Graphics2D graphics) {
        graphics.draw(new QuadCurve2D.Double(anywhere(), anywhere(), anywhere(), anywhere(), anywhere(), anywhere()));
    }

    /** Short strokes side by side, as of grass. */
    private void blades(Graphics2D graphics) {
        double x = anywhere();
        double y = anywhere();
        double lean = dice.angle();
        int count = dice.count(2, 9);
        for (int i = 0; i < count; i++) {
            double from = x + dice.normal() * 22 * pixel;
            double down = y + dice.normal() * 22 * pixel;
            double tall = dice.between(8, 26) * pixel;
            double angle = lean + dice.normal() * 0.25;
            graphics.draw(new Line2D.Double(from, down, from + tall * Math.cos(angle), down + tall * Math.sin(angle)));
        }
    }

    private void confetti(Graphics2D graphics) {
        int count = dice.count(3, 24);
        for (int i = 0; i < count; i++) {
            double wide = dice.between(1.5, 7) * pixel;
            double tall = dice.between(1.5, 7) * pixel;
            graphics.fill(new Ellipse2D.Double(anywhere(), anywhere(), wide, tall));
        }
    }

    /** A line that winds about a place. */
    private void doodle(Graphics2D graphics) {
        double x = anywhere();
        double y = anywhere();
        double heading = dice.angle();
        Path2D.Double line = new Path2D.Double();
        line.moveTo(x, y);
        int bends = dice.count(3, 9);
        for (int i = 0; i < bends; i++) {
            double step = dice.between(5, 16) * pixel;
            double control = heading + dice.between(-1.3, 1.3);
            heading += dice.between(-2, 2);
            double viaX = x + step * Math.cos(control);
            double viaY = y + step * Math.sin(control);
            x = viaX + step * Math.cos(heading);
            y = viaY + step * Math.sin(heading);
            line.quadTo(viaX, viaY, x, y);
        }
        graphics.draw(line);
    }

    private double anywhere() {
        return dice.between(0, side);
    }
}
