package io.cam4j.examples.demo;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.TexturePaint;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Fills an outline so that it stands out from its ground: plain, shaded or patterned, some with a shadow or an edge. */
final class ShapePainter {
    private final Dice dice;
    private final Palette palette;

    ShapePainter(Dice dice, Palette palette) {
        this.dice = dice;
        this.palette = palette;
    }

    void paint(BufferedImage image, Graphics2D graphics, Placement placement) {
        Shape shape = placement.shape();
        double pixel = placement.side() / 256.0;
        Color color = palette.shape(meanAround(image, shape));
        if (dice.chance(0.25)) {
            shadow(graphics, shape, pixel);
        }
        switch (dice.index(4)) {
            case 0 -> shaded(graphics, shape, color);
            case 1 -> patterned(graphics, shape, color, pixel);
            default -> graphics.setPaint(color);
        }
        Composite opaque = graphics.getComposite();
        graphics.setComposite(AlphaComposite.SrcOver.derive((float) dice.between(0.88, 1)));
        graphics.fill(shape);
        graphics.setComposite(opaque);
        if (dice.chance(0.2)) {
            graphics.setColor(Palette.shaded(color, dice.between(-0.5, 0.4)));
            graphics.setStroke(new BasicStroke((float) (pixel * dice.between(1, 3))));
            graphics.draw(shape);
        }
    }

    private void shadow(Graphics2D graphics, Shape shape, double pixel) {
        AffineTransform shift =
                AffineTransform.getTranslateInstance(pixel * dice.between(-3, 3), pixel * dice.between(1, 4));
        Shape shadow = shift.createTransformedShape(shape);
        graphics.setColor(new Color(0, 0, 0, 22));
        for (int wide = 1; wide <= 5; wide += 2) { // strokes one over the other: soft towards the outside
            graphics.setStroke(new BasicStroke((float) (pixel * wide), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            graphics.draw(shadow);
        }
        graphics.fill(shadow);
    }

    private void shaded(Graphics2D graphics, Shape shape, Color color) {
        Rectangle2D bounds = shape.getBounds2D();
        boolean across = dice.chance(0.5);
        graphics.setPaint(new GradientPaint(
                (float) bounds.getMinX(),
                (float) bounds.getMinY(),
                Palette.shaded(color, dice.between(0, 0.25)),
                (float) (across ? bounds.getMaxX() : bounds.getMinX()),
                (float) bounds.getMaxY(),
                Palette.shaded(color, -dice.between(0, 0.25))));
    }

    /** Fine diagonal or upright hatching, a little lighter or darker. */
    private void patterned(Graphics2D graphics, Shape shape, Color color, double pixel) {
        int step = (int) Math.round(dice.between(4, 12) * pixel) + 1;
        boolean diagonal = dice.chance(0.5);
        int second = Palette.shaded(color, dice.between(-0.2, 0.2)).getRGB();
        BufferedImage tile = new BufferedImage(step, step, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < step; y++) {
            for (int x = 0; x < step; x++) {
                int place = (diagonal ? x + y : x) % step;
                tile.setRGB(x, y, 2 * place < step ? color.getRGB() : second);
            }
        }
        Rectangle2D bounds = shape.getBounds2D();
        graphics.setPaint(new TexturePaint(tile, new Rectangle2D.Double(bounds.getX(), bounds.getY(), step, step)));
    }

    /** The mean color of the ground in the rectangle about a shape. */
    private static Color meanAround(BufferedImage image, Shape shape) {
        Rectangle bounds = shape.getBounds().intersection(new Rectangle(image.getWidth(), image.getHeight()));
        long red = 0;
        long green = 0;
        long blue = 0;
        for (int y = bounds.y; y < bounds.y + bounds.height; y++) {
            for (int x = bounds.x; x < bounds.x + bounds.width; x++) {
                Color color = new Color(image.getRGB(x, y));
                red += color.getRed();
                green += color.getGreen();
                blue += color.getBlue();
            }
        }
        long count = (long) bounds.width * bounds.height;
        return new Color((int) (red / count), (int) (green / count), (int) (blue / count));
    }
}
