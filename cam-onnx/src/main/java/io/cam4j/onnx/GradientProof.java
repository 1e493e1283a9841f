package io.cam4j.onnx;

import io.cam4j.CamModelException;
import io.cam4j.preprocessing.ElementType;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Proves that the rows of a tail are the gradients of its logits: along a random direction the logits have to change as
 * the rows say, measured by central differences.
 */
final class GradientProof {
    private static final double TOLERANCE = 0.05; // of the largest change; a wrong row is off by some 100 %
    private static final double STEP = 0x1p-7; // of each value
    private static final double ROUNDING = 2e-6; // of the largest logit, in each of the two
    private static final double HALF_STEP = 0x1p-4;
    private static final double HALF_ROUNDING = 2e-3;

    private GradientProof() {}

    /**
     * Checks some rows.
     *
     * @param means pooled features, [C]
     * @param classes the classes of the rows
     * @param rows [k, C], row-major
     * @throws CamModelException if a row is no gradient
     */
    static void check(Path model, TailClassifier tail, float[] means, int[] classes, float[] rows) {
        boolean half = tail.type() == ElementType.FLOAT16;
        double step = half ? HALF_STEP : STEP;
        float[] direction = direction(means);
        double[] ahead = tail.logits(moved(means, direction, step), classes);
        double[] behind = tail.logits(moved(means, direction, -step), classes);
        double[] expected = new double[classes.length];
        double[] found = new double[classes.length];
        double most = 0;
        double size = 0;
        for (int i = 0; i < classes.length; i++) {
            expected[i] = (ahead[i] - behind[i]) / (2 * step);
            for (int channel = 0; channel < means.length; channel++) {
                found[i] += (double) rows[i * means.length + channel] * direction[channel];
            }
            most = Math.max(most, Math.max(Math.abs(expected[i]), Math.abs(found[i])));
            size = Math.max(size, Math.max(Math.abs(ahead[i]), Math.abs(behind[i])));
        }
        double allowed = TOLERANCE * most + (half ? HALF_ROUNDING : ROUNDING) * size / step;
        for (int i = 0; i < classes.length; i++) {
            if (!(Math.abs(found[i] - expected[i]) <= allowed)) { // written so that NaN fails too
                throw new CamModelException(
                        model.toString(),
                        "%s: the logit of class %d should change by %.4g, and its gradient says %.4g (at most %.3g apart expected): the layers behind the pool are not differentiated rightly. Please report the model's graph."
                                .formatted(model, classes[i], expected[i], found[i], allowed));
            }
        }
    }

    /** Up to as much as each value is itself, up or down. */
    private static float[] direction(float[] means) {
        SplittableRandom random = new SplittableRandom(1);
        float[] direction = new float[means.length];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = (float) (means[i] * random.nextDouble(-1, 1));
        }
        return direction;
    }

    private static float[] moved(float[] means, float[] direction, double step) {
        float[] moved = new float[means.length];
        for (int i = 0; i < moved.length; i++) {
            moved[i] = (float) (means[i] + step * direction[i]);
        }
        return moved;
    }
}
