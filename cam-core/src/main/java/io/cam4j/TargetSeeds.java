package io.cam4j;

import io.cam4j.method.Target;
import java.util.List;

/** The gradients ∂t/∂y of targets, written out. */
final class TargetSeeds {
    private TargetSeeds() {}

    /**
     * Returns a row for each target and class, all classes of the first target first: [targets · k, K].
     *
     * @param logits all, [K]
     * @param classes c of each row, k of them
     * @throws IllegalArgumentException if a target gives other than K values
     */
    static float[] of(List<Target> targets, float[] logits, int... classes) {
        int rows = Math.multiplyExact(targets.size(), classes.length);
        float[] seeds = new float[Math.multiplyExact(rows, logits.length)];
        int at = 0;
        for (Target target : targets) {
            for (int index : classes) {
                float[] gradient = target.gradient(logits.clone(), index);
                if (gradient.length != logits.length) {
                    throw new IllegalArgumentException("a target's gradient of %d values expected, got %d"
                            .formatted(logits.length, gradient.length));
                }
                System.arraycopy(gradient, 0, seeds, at, logits.length);
                at += logits.length;
            }
        }
        return seeds;
    }
}
