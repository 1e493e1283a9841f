package io.cam4j.render;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;

/** What stands below a picture on a sheet: a bar for the probability, and two lines. */
record Caption(String value, String name, float share) {
    /** Space a caption takes, in pixels. */
    static final int HEIGHT = 56;

    private static final int BAR_HEIGHT = 6;
    private static final int BAR_TOP = 6;
    private static final int FONT_SIZE = 14;
    private static final Color BAR = new Color(0x2563eb);
    private static final Color TROUGH = new Color(0xdbe1ea);
    private static final Color INK = new Color(0x1f2933);
    private static final String ELLIPSIS = "…";
    private static final int MOST_CHARACTERS = 400; // wider than any column, however narrow the letters

    static Caption text(String name) {
        return new Caption("", name, Float.NaN);
    }

    static Caption of(String value, String name, float share) {
        return new Caption(value, name, share);
    }

    void draw(Graphics2D graphics, int x, int y, int width) {
        if (!Float.isNaN(share)) {
            graphics.setColor(TROUGH);
            graphics.fillRect(x, y + BAR_TOP, width, BAR_HEIGHT);
            graphics.setColor(BAR);
            graphics.fillRect(x, y + BAR_TOP, Math.round(width * share), BAR_HEIGHT);
        }
        try {
            graphics.setColor(INK);
            graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE));
            FontMetrics metrics = graphics.getFontMetrics();
            int baseline = y + BAR_TOP + BAR_HEIGHT + metrics.getAscent() + 2;
            graphics.drawString(cut(name, metrics, width), x, baseline);
            graphics.drawString(value, x, baseline + metrics.getHeight());
        } catch (InternalError | NoClassDefFoundError | RuntimeException e) {
            // a JDK without fonts throws these at the first string; the sheet is still worth having
        }
    }

    /** Cuts a text to a width. */
    private static String cut(String text, FontMetrics metrics, int width) {
        if (text.length() <= MOST_CHARACTERS && metrics.stringWidth(text) <= width) {
            return text;
        }
        int fits = 0;
        for (int next = 0; next < text.length(); next = text.offsetByCodePoints(next, 1)) {
            if (metrics.stringWidth(text.substring(0, next) + ELLIPSIS) > width) {
                break;
            }
            fits = next;
        }
        return text.substring(0, fits) + ELLIPSIS;
    }
}
