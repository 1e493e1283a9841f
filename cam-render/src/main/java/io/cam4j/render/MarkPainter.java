package io.cam4j.render;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.Rectangle2D;

/**
 * Draws marks that stand out on dark and on light pictures: light lines on a dark rim, light letters on a dark plate.
 * Sizes follow the picture's.
 */
final class MarkPainter {
    private static final Color RIM = new Color(0, 0, 0, 150);
    private static final Color PLATE = new Color(0, 0, 0, 170);
    private static final Color INK = Color.WHITE;
    private static final Color FOUND = new Color(0xffd400);
    private static final int LEAST_FONT = 11;

    private final Graphics2D graphics;
    private final int width;
    private final int height;
    private final int font;
    private final float line;

    MarkPainter(Graphics2D graphics, int width, int height) {
        this.graphics = graphics;
        this.width = width;
        this.height = height;
        int shorter = Math.min(width, height);
        font = Math.max(LEAST_FONT, Math.round(shorter * 0.035f));
        line = Math.max(1.2f, shorter / 350f);
    }

    void contour(Shape lines) {
        stroke(lines, INK, line, solid(line));
    }

    /** A box around a region of heat. */
    void foundBox(Rectangle box) {
        stroke(inside(box), FOUND, 1.5f * line, solid(1.5f * line));
    }

    /** A box the caller brought along: dashed. */
    void givenBox(Rectangle box) {
        float[] dashes = {6 * line, 4 * line};
        float thickness = 1.5f * line;
        stroke(
                inside(box),
                INK,
                thickness,
                new BasicStroke(thickness, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, dashes, 0));
    }

    /** The box's outline drawn within its pixels. */
    private Shape inside(Rectangle box) {
        double inset = Math.min(0.75 * line, Math.min(box.width, box.height) / 2.0);
        return new Rectangle2D.Double(box.x + inset, box.y + inset, box.width - 2 * inset, box.height - 2 * inset);
    }

    private void stroke(Shape shape, Color color, float thickness, BasicStroke stroke) {
        graphics.setColor(RIM);
        graphics.setStroke(solid(thickness * 2.2f));
        graphics.draw(shape);
        graphics.setColor(color);
        graphics.setStroke(stroke);
        graphics.draw(shape);
    }

    private static BasicStroke solid(float thickness) {
        return new BasicStroke(thickness, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    /** A line of text in the upper left corner; nothing where the picture has no room for it. */
    void caption(String text) {
        FontMetrics metrics = metrics();
        int pad = font / 2;
        int room = width - 4 * pad;
        int plateHeight = metrics.getHeight() + pad;
        if (room < 4 * font || plateHeight > height / 3) {
            return;
        }
        String shown = Lettering.fit(text, metrics, room);
        plate(pad, pad, metrics.stringWidth(shown) + 2 * pad, plateHeight);
        graphics.drawString(shown, 2 * pad, pad + pad / 2 + metrics.getAscent());
    }

    /** The scale of colors with its values, in the lower right corner; nothing where the picture has no room for it. */
    void legend(Legend legend, int[] tints) {
        FontMetrics metrics = metrics();
        int pad = font / 2;
        int bar = Math.min(width - 4 * pad, 12 * font);
        int ends = metrics.stringWidth(legend.least() + "  " + legend.middle() + "  " + legend.greatest());
        int titleHeight = legend.title().isEmpty() ? 0 : metrics.getHeight();
        int plateHeight = titleHeight + font + metrics.getHeight() + 2 * pad;
        if (bar < ends || plateHeight > height / 3) {
            return;
        }
        int left = width - pad - bar - 2 * pad;
        int top = height - pad - plateHeight;
        plate(left, top, bar + 2 * pad, plateHeight);
        int x = left + pad;
        int y = top + pad;
        if (titleHeight > 0) {
            graphics.drawString(Lettering.fit(legend.title(), metrics, bar), x, top + pad / 2 + metrics.getAscent());
            y = top + pad / 2 + titleHeight;
        }
        scale(tints, x, y, bar, font);
        marks(legend, x, y, bar);
        int baseline = y + font + metrics.getAscent() + pad / 4;
        graphics.setColor(INK);
        graphics.drawString(legend.least(), x, baseline);
        graphics.drawString(legend.middle(), x + (bar - metrics.stringWidth(legend.middle())) / 2, baseline);
        graphics.drawString(legend.greatest(), x + bar - metrics.stringWidth(legend.greatest()), baseline);
    }

    /** The colors as strong as they are laid. */
    private void scale(int[] tints, int x, int y, int bar, int thickness) {
        for (int i = 0; i < bar; i++) {
            graphics.setColor(new Color(tints[(2 * i + 1) * tints.length / (2 * bar)], true));
            graphics.fillRect(x + i, y, 1, thickness);
        }
    }

    private void marks(Legend legend, int x, int y, int bar) {
        for (double mark : legend.marks()) {
            double at = x + mark * bar;
            graphics.setColor(Color.BLACK);
            graphics.fill(new Rectangle2D.Double(at - line, y, 2 * line, font));
            graphics.setColor(INK);
            graphics.fill(new Rectangle2D.Double(at - line / 2, y, line, font));
        }
    }

    private FontMetrics metrics() {
        graphics.setFont(Lettering.sans(font));
        return graphics.getFontMetrics();
    }

    private void plate(int x, int y, int plateWidth, int plateHeight) {
        graphics.setColor(PLATE);
        graphics.fillRoundRect(x, y, plateWidth, plateHeight, font / 2, font / 2);
        graphics.setColor(INK);
    }
}
