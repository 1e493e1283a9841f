package io.cam4j.pixels;

/** What shows through transparency. */
final class White {
    private White() {}

    /** Returns a pixel 0xAARRGGBB on white, 0x00RRGGBB. */
    static int under(int pixel) {
        int alpha = pixel >>> 24;
        if (alpha == 255) {
            return pixel & 0xffffff;
        }
        return (blend((pixel >> 16) & 0xff, alpha) << 16)
                | (blend((pixel >> 8) & 0xff, alpha) << 8)
                | blend(pixel & 0xff, alpha);
    }

    /** Rounds (value·alpha + 255·(255 − alpha)) / 255 to nearest. */
    private static int blend(int value, int alpha) {
        return (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }
}
