package io.cam4j.heat;

import io.cam4j.ActivationMap;
import io.cam4j.preprocessing.Geometry;
import java.awt.Rectangle;
import java.util.stream.IntStream;

/** Heat by min-max and half-pixel bilinear interpolation. */
final class MinMaxHeat {
    private MinMaxHeat() {}

    static byte[] levels(ActivationMap map, Geometry geometry, Rectangle seen) {
        byte[] levels = new byte[Math.multiplyExact(seen.width, seen.height)];
        if (map.isFlat()) {
            return levels;
        }
        float[] cells = normalized(map);
        CellTaps columns =
                CellTaps.of(seen.x, seen.width, map.width(), x -> geometry.toTensorX(x) / geometry.tensorWidth());
        CellTaps rows =
                CellTaps.of(seen.y, seen.height, map.height(), y -> geometry.toTensorY(y) / geometry.tensorHeight());
        IntStream.range(0, seen.height).parallel().forEach(y -> {
            int upper = rows.first(y) * map.width();
            int lower = rows.second(y) * map.width();
            float down = rows.fraction(y);
            for (int x = 0; x < seen.width; x++) {
                int left = columns.first(x);
                int right = columns.second(x);
                float across = columns.fraction(x);
                float above = cells[upper + left] + across * (cells[upper + right] - cells[upper + left]);
                float below = cells[lower + left] + across * (cells[lower + right] - cells[lower + left]);
                levels[y * seen.width + x] = (byte) Math.round(255f * (above + down * (below - above)));
            }
        });
        return levels;
    }

    private static float[] normalized(ActivationMap map) {
        float[] values = map.values();
        double range = (double) map.max() - map.min(); // in float it could overflow
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (((double) values[i] - map.min()) / range);
        }
        return values;
    }
}
