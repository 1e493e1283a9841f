package io.cam4j.heat;

import io.cam4j.ActivationMap;
import io.cam4j.resampling.OpenCvResize;
import io.cam4j.resampling.OpenCvRows;

/** The heat of the script of Zhou et al. */
final class OriginalHeat implements HeatSource {
    /*
     * pytorch_CAM.py (zhoubolei/CAM), function returnCAM and what follows it. The subtraction and the division are
     * float32 and the product with 255 comes last: 255 / max folded into one factor would flip cells. Truncation, then
     * two resizes of bytes: each step is visible in the result.
     */
    private static final int SIDE = 224;

    private final ActivationMap map;
    private final byte[] square;
    private final int width;
    private final int height;

    OriginalHeat(ActivationMap map, int width, int height) {
        this.map = map;
        square = OpenCvResize.plane(truncated(map), map.width(), map.height(), SIDE, SIDE);
        this.width = width;
        this.height = height;
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

    @Override
    public HeatRows rows() {
        OpenCvRows rows = OpenCvRows.of(square, SIDE, SIDE, width, height);
        int[] levels = new int[width];
        return (row, heat) -> {
            rows.read(row, levels);
            for (int x = 0; x < levels.length; x++) {
                heat[x] = levels[x];
            }
        };
    }

    @Override
    public double least() {
        return map.min();
    }

    @Override
    public double greatest() {
        return map.max();
    }
}
