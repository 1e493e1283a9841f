package io.cam4j.preprocessing;

import java.awt.image.BufferedImage;

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

    /** Returns the values of a picture in its place, in the recipe's layout; of black where there is none. */
    float[] lookUp(Placement placement, BufferedImage image) {
        int channels = values.length;
        int pixels = settings.width() * settings.height();
        float[] result = new float[Math.multiplyExact(channels, pixels)];
        boolean planar = settings.layout() == TensorLayout.NCHW;
        int step = planar ? 1 : channels;
        int next = planar ? pixels : 1;
        if (!placement.covers()) {
            for (int channel = 0; channel < channels; channel++) {
                fill(result, channel * next, step, pixels, values[channel][0]);
            }
        }
        placement.place(image, (at, count, levels) -> {
            for (int channel = 0; channel < channels; channel++) {
                lookUp(levels, count, channel, result, channel * next + at * step, step);
            }
        });
        return result;
    }

    private static void fill(float[] result, int start, int step, int count, float value) {
        for (int i = 0; i < count; i++) {
            result[start + i * step] = value;
        }
    }

    private void lookUp(int[] levels, int count, int channel, float[] result, int start, int step) {
        float[] table = values[channel];
        int at = start;
        if (settings.channels() == ChannelOrder.GRAY) {
            for (int x = 0; x < count; x++) {
                result[at] = table[ChannelOrder.luma(levels[x], levels[count + x], levels[2 * count + x])];
                at += step;
            }
        } else {
            int source = settings.channels().source(channel) * count;
            for (int x = 0; x < count; x++) {
                result[at] = table[levels[source + x]];
                at += step;
            }
        }
    }
}
