package io.cam4j.render.files;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * The surface an animation plays on and the place of its first frame there; readers give the frame alone.
 *
 * @param width of the surface in pixels
 * @param height of the surface in pixels
 * @param x of the frame's left edge
 * @param y of the frame's upper edge
 */
record Canvas(int width, int height, int x, int y) {
    /** Returns the frame at its place, the rest transparent. */
    BufferedImage place(BufferedImage frame) {
        if (width == frame.getWidth() && height == frame.getHeight()) {
            return frame;
        }
        BufferedImage surface = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = surface.createGraphics();
        graphics.drawImage(frame, x, y, null);
        graphics.dispose();
        return surface;
    }
}
