package io.cam4j.render;

import io.cam4j.pixels.SrgbPixels;
import io.cam4j.resampling.PillowResize;
import java.awt.image.BufferedImage;

/** Pictures in a smaller size. */
public final class Thumbnails {
    private Thumbnails() {}

    /** Returns the picture scaled, with its proportions and antialiased, so that its longer side has the given length. */
    public static BufferedImage fit(BufferedImage picture, int side) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        double scale = (double) side / Math.max(width, height);
        int newWidth = Math.max(1, (int) Math.round(width * scale));
        int newHeight = Math.max(1, (int) Math.round(height * scale));
        int[] pixels = PillowResize.bilinear(SrgbPixels.of(picture), width, height, newWidth, newHeight);
        return SrgbPixels.image(pixels, newWidth, newHeight);
    }
}
