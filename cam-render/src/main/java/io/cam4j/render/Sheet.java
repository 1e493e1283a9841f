package io.cam4j.render;

import io.cam4j.ClassActivation;
import io.cam4j.Explanation;
import io.cam4j.pixels.SrgbPixels;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An explanation at a glance: the photo and the overlays of its classes side by side, each with its name below. */
public final class Sheet {
    private static final int TILE = 240; // the longer side of a picture on the sheet, in pixels
    private static final int GAP = 12;
    private static final Color PAPER = new Color(0xfafafa);

    private final Overlay overlay;

    private Sheet(Overlay overlay) {
        this.overlay = overlay;
    }

    /** Returns a sheet whose pictures are made by the given overlay. */
    public static Sheet of(Overlay overlay) {
        return new Sheet(overlay);
    }

    /**
     * Returns the photo followed by an overlay for each explained class, with label, probability and a bar of its length.
     * Where the machine has no fonts the captions are left out; the bars stay.
     *
     * @param photo the picture that was explained, in its own size
     * @return a new picture of type {@link BufferedImage#TYPE_INT_RGB}
     * @throws IllegalArgumentException if the photo has another size than the picture explained
     */
    public BufferedImage topK(BufferedImage photo, Explanation explanation) {
        List<BufferedImage> tiles = new ArrayList<>();
        List<Caption> captions = new ArrayList<>();
        tiles.add(Thumbnails.fit(SrgbPixels.opaque(photo), TILE));
        captions.add(Caption.text("photo"));
        for (ClassActivation activation : explanation.activations()) {
            tiles.add(Thumbnails.fit(overlay.paint(photo, activation), TILE));
            captions.add(Caption.of(percent(activation), activation.name(), activation.probability()));
        }
        return draw(tiles, captions);
    }

    private static String percent(ClassActivation activation) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * activation.probability());
    }

    private static BufferedImage draw(List<BufferedImage> tiles, List<Caption> captions) {
        int tileWidth = tiles.get(0).getWidth();
        int tileHeight = tiles.get(0).getHeight();
        int column = Math.max(tileWidth, TILE / 2); // a narrow photo still leaves room for its caption
        int width = GAP + tiles.size() * (column + GAP);
        int height = GAP + tileHeight + Caption.HEIGHT + GAP;
        BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(PAPER);
            graphics.fillRect(0, 0, width, height);
            for (int i = 0; i < tiles.size(); i++) {
                int x = GAP + i * (column + GAP);
                graphics.drawImage(tiles.get(i), x + (column - tileWidth) / 2, GAP, null);
                captions.get(i).draw(graphics, x, GAP + tileHeight, column);
            }
        } finally {
            graphics.dispose();
        }
        return sheet;
    }
}
