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

    /** Returns which of red, green and blue, in this order, a colored channel is. */
    int source(int channel) {
        return this == BGR ? 2 - channel : channel;
    }

    /** Returns the luma of levels of 0 to 255, from 0 to 255 too. */
    static int luma(int red, int green, int blue) {
        return (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16;
    }
}
