package io.cam4j.method;

import io.cam4j.resampling.Axis;
import io.cam4j.resampling.PlaneResize;

/** A feature map's channels, enlarged bilinearly to the network's input and scaled to 0…1. */
final class ChannelMasks {
    private static final float TINY = 1e-8f; // a channel that is the same everywhere gives zeros

    private final Features features;
    private final Axis columns;
    private final Axis rows;

    ChannelMasks(Features features, MaskGrid grid, int height, int width) {
        this.features = features;
        columns = grid.axis(features.width(), width);
        rows = grid.axis(features.height(), height);
    }

    /** Writes (U_k − min U_k) / (max U_k − min U_k), where U_k is the enlarged channel. */
    void write(int channel, float[] mask) {
        PlaneResize enlarged = PlaneResize.openCvLinear(features.channel(channel), columns, rows);
        int width = columns.newSize();
        float[] row = new float[width];
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int y = 0; y < rows.newSize(); y++) {
            enlarged.read(y, row);
            for (int x = 0; x < width; x++) {
                mask[y * width + x] = row[x];
                least = Math.min(least, row[x]);
                most = Math.max(most, row[x]);
            }
        }
        for (int i = 0; i < mask.length; i++) {
            mask[i] = (mask[i] - least) / (most - least + TINY);
        }
    }
}
