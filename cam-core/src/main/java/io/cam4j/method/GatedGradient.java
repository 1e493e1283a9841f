package io.cam4j.method;

/** Of a convolution, an activation and a pool: J_k m(p), with the gate m(p) 1 where the activation lets through, else 0. */
final class GatedGradient extends Gradient {
    private final float[] row;
    private final boolean[] gate;
    private final int open; // places

    GatedGradient(float[] row, boolean[] gate) {
        this.row = row;
        this.gate = gate;
        int count = 0;
        for (boolean place : gate) {
            count += place ? 1 : 0;
        }
        open = count;
    }

    @Override
    public int channels() {
        return row.length;
    }

    @Override
    public int positions() {
        return gate.length;
    }

    @Override
    public float at(int channel, int position) {
        return gate[position] ? row[channel] : 0f;
    }

    @Override
    public float[] mean() {
        return meanOf((k, gradient) -> gradient);
    }

    @Override
    public Gradient rectified() {
        return new GatedGradient(Rows.rectified(row), gate);
    }

    @Override
    public MapRecipe times(Features features) {
        return MapRecipe.gated(row, gate);
    }

    @Override
    float[] meanOver(Features features) {
        float[] result = mean();
        for (int k = 0; k < result.length; k++) {
            double all = features.sum(k);
            if (all != 0) {
                result[k] = (float) (row[k] * sumWhereOpen(features, k) / all);
            }
        }
        return result;
    }

    private double sumWhereOpen(Features features, int channel) {
        double sum = 0;
        for (int p = 0; p < gate.length; p++) {
            if (gate[p]) {
                sum += features.at(channel, p);
            }
        }
        return sum;
    }

    @Override
    float[] meanOf(CellFunction function) {
        float[] result = new float[row.length];
        for (int k = 0; k < result.length; k++) {
            double whereOpen = open == 0 ? 0 : open * function.at(k, row[k]);
            double elsewhere = open == gate.length ? 0 : (gate.length - open) * function.at(k, 0);
            result[k] = (float) ((whereOpen + elsewhere) / gate.length);
        }
        return result;
    }
}
