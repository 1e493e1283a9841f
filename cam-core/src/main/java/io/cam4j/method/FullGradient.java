package io.cam4j.method;

/** A gradient with a value of its own for each channel and place. */
final class FullGradient extends Gradient {
    private final int channels;
    private final int positions;
    private final float[] values; // [C, P]

    FullGradient(int channels, int positions, float[] values) {
        this.channels = channels;
        this.positions = positions;
        this.values = values;
    }

    @Override
    public int channels() {
        return channels;
    }

    @Override
    public int positions() {
        return positions;
    }

    @Override
    public float at(int channel, int position) {
        return values[channel * positions + position];
    }

    @Override
    public float[] mean() {
        return meanOf((k, gradient) -> gradient);
    }

    @Override
    public Gradient rectified() {
        return new FullGradient(channels, positions, Rows.rectified(values));
    }

    @Override
    public MapRecipe times(Features features) {
        double[] sums = new double[positions];
        for (int k = 0; k < channels; k++) {
            for (int p = 0; p < positions; p++) {
                sums[p] += (double) at(k, p) * features.at(k, p);
            }
        }
        return MapRecipe.values(Rows.floats(sums));
    }

    @Override
    float[] meanOver(Features features) {
        float[] result = mean();
        for (int k = 0; k < channels; k++) {
            double all = features.sum(k);
            if (all != 0) {
                double weighted = 0;
                for (int p = 0; p < positions; p++) {
                    weighted += (double) at(k, p) * features.at(k, p);
                }
                result[k] = (float) (weighted / all);
            }
        }
        return result;
    }

    @Override
    float[] meanOf(CellFunction function) {
        float[] result = new float[channels];
        for (int k = 0; k < channels; k++) {
            double sum = 0;
            for (int p = 0; p < positions; p++) {
                sum += function.at(k, at(k, p));
            }
            result[k] = (float) (sum / positions);
        }
        return result;
    }
}
