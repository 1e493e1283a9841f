package io.cam4j.heat;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The connected regions of strong heat, found run by run: a run joins those of the row above that it touches. */
final class Regions {
    private final Set<Region> regions = new LinkedHashSet<>();
    private List<Run> above = new ArrayList<>();
    private List<Run> current = new ArrayList<>();

    private Regions() {}

    /** Returns the boxes of the regions where heat is at least the given value, that of the largest region first. */
    static List<Rectangle> boxes(HeatMap heat, double value) {
        Rectangle seen = heat.seen();
        HeatRows rows = heat.rows();
        float[] row = new float[seen.width];
        Regions found = new Regions();
        for (int y = 0; y < seen.height; y++) {
            rows.read(y, row);
            found.addRow(row, (float) value, y);
        }
        return found.regions.stream()
                .sorted(Comparator.comparingLong((Region region) -> -region.pixels))
                .map(region -> region.box(seen.x, seen.y))
                .toList();
    }

    private void addRow(float[] row, float value, int y) {
        current = new ArrayList<>();
        for (int x = 0; x < row.length; x++) {
            if (row[x] >= value) {
                int start = x;
                while (x < row.length && row[x] >= value) {
                    x++;
                }
                current.add(joined(start, x, y));
            }
        }
        above = current;
    }

    /** A run of the columns start to end, end excluded; corners touch too. */
    private Run joined(int start, int end, int y) {
        Region region = new Region(start, end, y);
        for (Run run : above) {
            if (run.end >= start && run.start <= end) {
                region = merged(region, run.region.root());
            }
        }
        regions.add(region);
        return new Run(start, end, region);
    }

    private Region merged(Region one, Region other) {
        if (one == other) {
            return one;
        }
        regions.remove(one);
        other.take(one);
        return other;
    }

    private record Run(int start, int end, Region region) {}

    /** Pixels that hang together; a region that was taken by another points to it. */
    private static final class Region {
        private int left;
        private int right;
        private int top;
        private int bottom;
        private long pixels;
        private Region taker = this;

        Region(int start, int end, int y) {
            left = start;
            right = end;
            top = y;
            bottom = y + 1;
            pixels = (long) end - start;
        }

        Region root() {
            Region root = this;
            while (root.taker != root) {
                root = root.taker;
            }
            taker = root;
            return root;
        }

        void take(Region other) {
            other.taker = this;
            left = Math.min(left, other.left);
            right = Math.max(right, other.right);
            top = Math.min(top, other.top);
            bottom = Math.max(bottom, other.bottom);
            pixels += other.pixels;
        }

        Rectangle box(int x, int y) {
            return new Rectangle(x + left, y + top, right - left, bottom - top);
        }
    }
}
