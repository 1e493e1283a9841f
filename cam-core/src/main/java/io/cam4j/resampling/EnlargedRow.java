package io.cam4j.resampling;

/** A row that gets longer: each new pixel collects its two or three old ones. */
final class EnlargedRow implements PillowRow {
    private final PillowTaps taps;

    EnlargedRow(PillowTaps taps) {
        this.taps = taps;
    }

    @Override
    public void resize(int[] row, int[] into) {
        for (int x = 0; x < taps.count(); x++) {
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
            into[x] = PillowTaps.pixel(red, green, blue);
        }
    }
}
