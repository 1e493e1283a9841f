package io.cam4j.resampling;

/** A row that gets longer: each new pixel collects its two or three old ones. */
final class EnlargedRow implements PillowRow {
    private final PillowTaps taps;

    EnlargedRow(PillowTaps taps) {
        this.taps = taps;
    }

    @Override
    public void sum(int[] row, int[] sums) {
        int width = taps.count();
        for (int x = 0; x < width; x++) {
            int old = taps.first(x);
            int red = PillowTaps.HALF;
            int green = PillowTaps.HALF;
            int blue = PillowTaps.HALF;
            for (int weight : taps.weights(x)) {
                int pixel = row[old++];
                red += weight * ((pixel >> 16) & 0xff);
                green += weight * ((pixel >> 8) & 0xff);
                blue += weight * (pixel & 0xff);
            }
            sums[x] = red;
            sums[width + x] = green;
            sums[2 * width + x] = blue;
        }
    }
}
