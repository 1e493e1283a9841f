package io.cam4j.preprocessing;

/** The 256 values a channel can take, computed once, so that normalizing is one look-up a value. */
final class ValueTable {
    private final Settings settings;
    private final float[][] values; // [channel][v]

    ValueTable(Settings settings) {
        this.settings = settings;
        values = new float[settings.channels().count()][256];
        for (int channel = 0; channel < values.length; channel++) {
            float mean = settings.mean().get(channel);
            float std = settings.std().get(channel);
            for (int v = 0; v < 256; v++) {
                // rounded to float after each step, as torchvision's ToTensor and Normalize are
                values[channel][v] = ((float) (v * settings.scale()) - mean) / std;
            }
        }
    }

    /** Returns the values of a picture of the input's size, in the recipe's layout. */
    float[] lookUp(int[] pixels) {
        int channels = values.length;
        boolean planar = settings.layout() == TensorLayout.NCHW;
        float[] result = new float[Math.multiplyExact(channels, pixels.length)];
        for (int channel = 0; channel < channels; channel++) {
            int at = planar ? channel * pixels.length : channel;
            lookUp(pixels, channel, result, at, planar ? 1 : channels);
        }
        return result;
    }

    private void lookUp(int[] pixels, int channel, float[] result, int start, int step) {
        float[] table = values[channel];
        int at = start;
        if (settings.channels() == ChannelOrder.GRAY) {
            for (int pixel : pixels) {
                result[at] = table[ChannelOrder.luma(pixel)];
                at += step;
            }
        } else {
            int shift = settings.channels().shift(channel);
            for (int pixel : pixels) {
                result[at] = table[(pixel >> shift) & 0xff];
                at += step;
            }
        }
    }
}
