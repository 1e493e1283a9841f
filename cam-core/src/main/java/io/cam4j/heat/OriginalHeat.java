package io.cam4j.heat;

import io.cam4j.ActivationMap;
import io.cam4j.resampling.OpenCvResize;

/** The heat of the script of Zhou et al. */
final class OriginalHeat {
    /*
     * pytorch_CAM.py (zhoubolei/CAM), function returnCAM and what follows it. The subtraction and the division are
     * float32 and the product with 255 comes last: 255 / max folded into one factor would flip cells. Truncation, then
     * two resizes of bytes: each step is visible in the result.
     */
    private static final int SIDE = 224;

    private OriginalHeat() {}

    static byte[] levels(ActivationMap map, int width, int height) {
        byte[] square = OpenCvResize.plane(truncated(map), map.width(), map.height(), SIDE, SIDE);
        return OpenCvResize.plane(square, SIDE, SIDE, width, height);
    }

    /** The map scaled to 0…255 and cut to bytes, cell by cell. */
    static byte[] truncated(ActivationMap map) {
        float[] values = map.values();
        byte[] levels = new byte[values.length];
        float range = map.max() - map.min();
        for (int i = 0; i < levels.length && range > 0; i++) {
            levels[i] = (byte) (int) (255f * ((values[i] - map.min()) / range));
        }
        return levels;
    }
}
