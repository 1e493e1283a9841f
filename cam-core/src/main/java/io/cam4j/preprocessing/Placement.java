package io.cam4j.preprocessing;

import io.cam4j.pixels.SrgbPixels;
import io.cam4j.resampling.PillowResize;
import java.awt.image.BufferedImage;

/**
 * Where a picture of one size goes in the input: scaled to scaledWidth × scaledHeight, its upper left corner at
 * (left, top), negative where the input is cut from it.
 */
record Placement(
        Settings settings, int imageWidth, int imageHeight, int scaledWidth, int scaledHeight, int left, int top) {
    private static final long MAX_PIXELS = 100_000_000;

    static Placement of(Settings settings, int imageWidth, int imageHeight) {
        return switch (settings.resize()) {
            case STRETCH -> centered(settings, imageWidth, imageHeight, settings.width(), settings.height());
            case CROP -> crop(settings, imageWidth, imageHeight);
            case LETTERBOX -> letterbox(settings, imageWidth, imageHeight);
        };
    }

    /* torchvision's Resize(int): the longer side is truncated, not rounded. */
    private static Placement crop(Settings settings, int imageWidth, int imageHeight) {
        long shorter = settings.shorterSide();
        boolean portrait = imageWidth <= imageHeight;
        long longer = shorter * Math.max(imageWidth, imageHeight) / Math.min(imageWidth, imageHeight);
        if (longer * shorter > MAX_PIXELS) {
            throw new IllegalArgumentException(
                    "a picture less elongated expected: %d × %d scaled to a shorter side of %d would have %d pixels, the limit is %d. Stretch it, or cut it first."
                            .formatted(imageWidth, imageHeight, shorter, longer * shorter, MAX_PIXELS));
        }
        int width = (int) (portrait ? shorter : longer);
        int height = (int) (portrait ? longer : shorter);
        return centered(settings, imageWidth, imageHeight, width, height);
    }

    private static Placement letterbox(Settings settings, int imageWidth, int imageHeight) {
        double scale = Math.min((double) settings.width() / imageWidth, (double) settings.height() / imageHeight);
        int scaledWidth = (int) Math.max(1, Math.min(settings.width(), Math.round(imageWidth * scale)));
        int scaledHeight = (int) Math.max(1, Math.min(settings.height(), Math.round(imageHeight * scale)));
        return centered(settings, imageWidth, imageHeight, scaledWidth, scaledHeight);
    }

    /* torchvision's CenterCrop: half the difference, rounded half to even. */
    private static Placement centered(
            Settings settings, int imageWidth, int imageHeight, int scaledWidth, int scaledHeight) {
        int left = -(int) Math.rint((scaledWidth - settings.width()) / 2.0);
        int top = -(int) Math.rint((scaledHeight - settings.height()) / 2.0);
        return new Placement(settings, imageWidth, imageHeight, scaledWidth, scaledHeight, left, top);
    }

    Geometry geometry() {
        return new Geometry(
                imageWidth,
                imageHeight,
                settings.width(),
                settings.height(),
                (double) scaledWidth / imageWidth,
                (double) scaledHeight / imageHeight,
                left,
                top);
    }

    /** Returns the input's pixels, 0x00RRGGBB, black where there is no picture. */
    int[] place(BufferedImage image) {
        int[] scaled = PillowResize.bilinear(SrgbPixels.of(image), imageWidth, imageHeight, scaledWidth, scaledHeight);
        if (scaledWidth == settings.width() && scaledHeight == settings.height()) {
            return scaled;
        }
        int[] placed = new int[settings.width() * settings.height()];
        int from = Math.max(0, left);
        int length = Math.min(settings.width(), left + scaledWidth) - from;
        for (int y = Math.max(0, top); y < Math.min(settings.height(), top + scaledHeight); y++) {
            System.arraycopy(
                    scaled, (y - top) * scaledWidth + from - left, placed, y * settings.width() + from, length);
        }
        return placed;
    }
}
