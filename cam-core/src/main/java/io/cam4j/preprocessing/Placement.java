package io.cam4j.preprocessing;

import io.cam4j.pixels.SrgbRows;
import io.cam4j.resampling.PillowResize;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;

/**
 * Where a picture of one size goes in the input: scaled to scaledWidth × scaledHeight, its upper left corner at
 * (left, top), negative where the input is cut from it.
 */
record Placement(
        Settings settings, int imageWidth, int imageHeight, int scaledWidth, int scaledHeight, int left, int top) {
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
        if (longer > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a picture less elongated expected: %d × %d scaled to a shorter side of %d would have a longer one of %d. Stretch it, or cut it first."
                            .formatted(imageWidth, imageHeight, shorter, longer));
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
    int[] pixels(BufferedImage image) {
        int[] pixels = new int[settings.width() * settings.height()];
        place(image, (at, count, levels) -> PillowResize.putPixels(levels, count, pixels, at));
        return pixels;
    }

    /** Hands on the rows of the picture where they lie in the input, in any order and on many threads at a time. */
    void place(BufferedImage image, PlacedRow rows) {
        Rectangle part = part();
        int origin = (top + part.y) * settings.width() + left + part.x;
        PillowResize.bilinear(
                SrgbRows.of(image),
                scaledWidth,
                scaledHeight,
                part,
                (y, levels) -> rows.take(origin + y * settings.width(), part.width, levels));
    }

    /** Returns whether the picture covers the whole input. */
    boolean covers() {
        Rectangle part = part();
        return part.width == settings.width() && part.height == settings.height();
    }

    /** A row of the picture in the input. */
    interface PlacedRow {
        /**
         * Takes a row.
         *
         * @param at the input's pixel it starts at
         * @param count how many pixels
         * @param levels 0 to 255, [3, count], the channels in the order red, green, blue; valid during the call
         */
        void take(int at, int count, int[] levels);
    }

    /** Returns the part of the scaled picture that lies in the input. */
    private Rectangle part() {
        Rectangle input = new Rectangle(-left, -top, settings.width(), settings.height());
        return input.intersection(new Rectangle(scaledWidth, scaledHeight));
    }
}
