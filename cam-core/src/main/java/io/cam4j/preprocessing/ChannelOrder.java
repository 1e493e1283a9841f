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

    /** Returns by how many bits a colored channel lies above the lowest byte of a pixel 0x00RRGGBB. */
    int shift(int channel) {
        return 8 * (this == BGR ? channel : 2 - channel);
    }

    /** Returns the luma of a pixel 0x00RRGGBB, 0 to 255. */
    static int luma(int pixel) {
        int red = (pixel >> 16) & 0xff;
        int green = (pixel >> 8) & 0xff;
        int blue = pixel & 0xff;
        return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
    }
}
