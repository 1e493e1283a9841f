package io.cam4j.preprocessing;

/** The channels of a network's input. */
public enum ChannelOrder {
    /** Red, green, blue. */
    RGB(3),
    /** Blue, green, red. */
    BGR(3),
    /** One channel of luma, (19595·R + 38470·G + 7471·B + 32768) / 65536 as Pillow's {@code L} (ITU-R 601-2). */
    GRAY(1);

    private final int count;

    ChannelOrder(int count) {
        this.count = count;
    }

    /** Returns the number of channels. */
    public int count() {
        return count;
    }

    /** Returns a channel's 8-bit value in a pixel 0x00RRGGBB. */
    int valueOf(int pixel, int channel) {
        int red = (pixel >> 16) & 0xff;
        int green = (pixel >> 8) & 0xff;
        int blue = pixel & 0xff;
        return switch (this) {
            case RGB -> channel == 0 ? red : channel == 1 ? green : blue;
            case BGR -> channel == 0 ? blue : channel == 1 ? green : red;
            case GRAY -> (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
        };
    }
}
