package io.cam4j.method;

/** Of a head that begins with a global pool: one value a channel, J_k. */
final class UniformGradient extends Gradient {
    private final float[] row;
    private final int positions;

    UniformGradient(float[] row, int positions) {
        this.row = row;
        this.positions = positions;
    }

    @Override
    public int channels() {
        return row.length;
    }

    @Override
    public int positions() {
        return positions;
    }

    @Override
    public float at(int channel, int position) {
        return row[channel];
    }

    @Override
    public float[] mean() {
        return row.clone();
    }

    @Override
    public Gradient rectified() {
        return new UniformGradient(Rows.rectified(row), positions);
    }

    @Override
    public MapRecipe times(Features features) {
        return MapRecipe.channels(row);
    }

    @Override
    float[] meanOver(Features features) {
        return row.clone();
    }

    @Override
    float[] meanOf(CellFunction function) {
        float[] result = new float[row.length];
        for (int k = 0; k < result.length; k++) {
            result[k] = (float) function.at(k, row[k]);
        }
        return result;
    }
}
