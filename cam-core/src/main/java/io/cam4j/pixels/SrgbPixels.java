package io.cam4j.pixels;

import java.awt.image.BufferedImage;

/**
 * Any {@link BufferedImage} as opaque 8-bit sRGB. Gray samples are taken as they are for all three channels (the JDK
 * would treat them as linear light and brighten them); samples of 16 and 32 bits keep their upper byte; of fractions 0 to 1
 * is black to white, the rest clipped; transparency is composited on white. Everything else goes through the image's own
 * color model.
 */
public final class SrgbPixels {
    private SrgbPixels() {}

    /**
     * Returns the picture's pixels, row-major, one 0x00RRGGBB a pixel. A new array, also where the image holds its
     * pixels in that form.
     */
    public static int[] of(BufferedImage image) {
        SrgbRows rows = SrgbRows.of(image);
        int[] pixels = new int[Math.multiplyExact(rows.width(), rows.height())];
        for (int y = 0; y < rows.height(); y++) {
            rows.read(y, pixels, y * rows.width());
        }
        return pixels;
    }

    /** Returns a picture of type {@link BufferedImage#TYPE_INT_RGB} with the same pixels; the same object if it is one. */
    public static BufferedImage opaque(BufferedImage image) {
        if (image.getType() == BufferedImage.TYPE_INT_RGB) {
            return image;
        }
        return image(of(image), image.getWidth(), image.getHeight());
    }

    /**
     * Returns a picture of type {@link BufferedImage#TYPE_INT_RGB} with copies of the given pixels.
     *
     * @param pixels row-major, 0x00RRGGBB, width · height of them
     */
    public static BufferedImage image(int[] pixels, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.getRaster().setDataElements(0, 0, width, height, pixels);
        return image;
    }
}
