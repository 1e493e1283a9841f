package io.cam4j.method;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of a target that mixes classes, each of which has a gate of its own: G_k(p) = Σ_j s_j m_j(p) J_jk. To write it out is
 * dear; its mean needs no more than the share of places where each gate is open.
 */
final class MixedGradient extends Gradient {
    private final float[] seeds;
    private final List<ClassPlane> planes;
    private @Nullable Gradient full;

    MixedGradient(float[] seeds, List<ClassPlane> planes) {
        if (planes.isEmpty() || seeds.length != planes.size()) {
            throw new IllegalArgumentException(
                    "a seed a plane expected, got %d for %d".formatted(seeds.length, planes.size()));
        }
        this.seeds = seeds;
        this.planes = planes;
    }

    private Gradient full() {
        if (full == null) {
            full = new FullGradient(channels(), positions(), writtenOut());
        }
        return full;
    }

    private float[] writtenOut() {
        float[] values = new float[Math.multiplyExact(channels(), positions())];
        for (int j = 0; j < seeds.length; j++) {
            if (seeds[j] != 0) {
                add(seeds[j], planes.get(j), values);
            }
        }
        return values;
    }

    private void add(float seed, ClassPlane plane, float... values) {
        boolean[] gate = plane.gate();
        float[] row = plane.row();
        for (int k = 0; k < row.length; k++) {
            for (int p = 0; p < gate.length; p++) {
                values[k * gate.length + p] += gate[p] ? seed * row[k] : 0f;
            }
        }
    }

    @Override
    public int channels() {
        return planes.get(0).row().length;
    }

    @Override
    public int positions() {
        return planes.get(0).product().length;
    }

    @Override
    public float at(int channel, int position) {
        return full().at(channel, position);
    }

    @Override
    public float[] mean() {
        double[] sums = new double[channels()];
        for (int j = 0; j < seeds.length; j++) {
            double factor = seeds[j] * planes.get(j).openShare();
            if (factor != 0) {
                float[] row = planes.get(j).row();
                for (int k = 0; k < sums.length; k++) {
                    sums[k] += factor * row[k];
                }
            }
        }
        return Rows.floats(sums);
    }

    @Override
    public Gradient rectified() {
        return full().rectified();
    }

    @Override
    public MapRecipe times(Features features) {
        return full().times(features);
    }

    @Override
    float[] meanOver(Features features) {
        return full().meanOver(features);
    }

    @Override
    float[] meanOf(CellFunction function) {
        return full().meanOf(function);
    }
}
