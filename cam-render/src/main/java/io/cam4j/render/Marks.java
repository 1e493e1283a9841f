package io.cam4j.render;

import io.cam4j.ClassActivation;
import io.cam4j.heat.HeatMap;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is drawn over heat and photo.
 *
 * @param contours strengths, 0 to 1
 * @param box strength of the region the box is around; NaN for none
 * @param boxes of the caller
 */
record Marks(List<Double> contours, double box, List<Rectangle> boxes, boolean legend, boolean caption) {
    static final Marks NONE = new Marks(List.of(), Double.NaN, List.of(), false, false);

    Marks withContours(List<Double> strengths) {
        return new Marks(List.copyOf(strengths), box, boxes, legend, caption);
    }

    Marks withBox(double strength) {
        return new Marks(contours, strength, boxes, legend, caption);
    }

    Marks withBoxes(List<Rectangle> given) {
        return new Marks(contours, box, given.stream().map(Rectangle::new).toList(), legend, caption);
    }

    Marks withLegend(boolean wanted) {
        return new Marks(contours, box, boxes, wanted, caption);
    }

    Marks withCaption(boolean wanted) {
        return new Marks(contours, box, boxes, legend, wanted);
    }

    /** For the photo in another size. */
    Marks scaled(double x, double y) {
        return withBoxes(boxes.stream()
                .map(box -> new Rectangle2D.Double(box.x * x, box.y * y, box.width * x, box.height * y).getBounds())
                .toList());
    }

    /**
     * Draws the marks.
     *
     * @param activation whose heat it is; without it there is no caption
     * @param tints by level: strength in the highest byte, color below it
     */
    void draw(BufferedImage picture, HeatMap heat, @Nullable ClassActivation activation, int[] tints) {
        if (equals(NONE)) {
            return;
        }
        Graphics2D graphics = picture.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            MarkPainter painter = new MarkPainter(graphics, picture.getWidth(), picture.getHeight());
            drawLines(painter, heat);
            if (legend) {
                Lettering.ifThereAreFonts(() -> painter.legend(Legend.of(heat, activation, contours), tints));
            }
            if (caption && activation != null) {
                Lettering.ifThereAreFonts(() -> painter.caption(Lettering.told(activation)));
            }
        } finally {
            graphics.dispose();
        }
    }

    private void drawLines(MarkPainter painter, HeatMap heat) {
        for (double strength : contours) {
            painter.contour(ContourLines.of(heat, heat.heatAt(strength)));
            if (heat.isSigned()) {
                painter.contour(ContourLines.of(heat, heat.heatAt(-strength)));
            }
        }
        boxes.forEach(painter::givenBox);
        if (!Double.isNaN(box) && !heat.isFlat()) {
            heat.boxes(box).stream().limit(1).forEach(painter::foundBox);
        }
    }
}
