package io.cam4j.render;

import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics2D;

/**
 * What stands below a picture on a sheet: a bar for a share, and two lines.
 *
 * @param share length of the bar, 0 to 1; NaN for no bar
 */
record Caption(String first, String second, float share) {
    /** Space a caption takes, in pixels. */
    static final int HEIGHT = 56;

    private static final int BAR_HEIGHT = 6;
    private static final int BAR_TOP = 6;
    private static final int FONT_SIZE = 14;
    private static final Color BAR = new Color(0x2563eb);
    private static final Color TROUGH = new Color(0xdbe1ea);
    private static final Color INK = new Color(0x1f2933);

    static Caption text(String first, String second) {
        return new Caption(first, second, Float.NaN);
    }

    void draw(Graphics2D graphics, int x, int y, int width) {
        if (!Float.isNaN(share)) {
            graphics.setColor(TROUGH);
            graphics.fillRect(x, y + BAR_TOP, width, BAR_HEIGHT);
            graphics.setColor(BAR);
            graphics.fillRect(x, y + BAR_TOP, Math.round(width * share), BAR_HEIGHT);
        }
        Lettering.ifThereAreFonts(() -> {
            graphics.setColor(INK);
            graphics.setFont(Lettering.sans(FONT_SIZE));
            FontMetrics metrics = graphics.getFontMetrics();
            int baseline = y + BAR_TOP + BAR_HEIGHT + metrics.getAscent() + 2;
            graphics.drawString(Lettering.fit(first, metrics, width), x, baseline);
            graphics.drawString(Lettering.fit(second, metrics, width), x, baseline + metrics.getHeight());
        });
    }
}
