package io.cam4j.method;

import java.util.stream.IntStream;

/** t = y_c − α · mean_r y_r, over the classes r whose logits are nearest to that of c; of equal ones the lower index. */
final class NearestReferences implements Target {
    private final double alpha;
    private final int count;

    NearestReferences(double alpha, int count) {
        if (!(alpha >= 0 && alpha < Double.POSITIVE_INFINITY) || count < 1) {
            throw new IllegalArgumentException(
                    "α from 0 and one or more references expected, got %s and %d".formatted(alpha, count));
        }
        this.alpha = alpha;
        this.count = count;
    }

    @Override
    public float[] gradient(float[] logits, int index) {
        float[] gradient = new float[logits.length];
        gradient[index] = 1;
        int[] references = IntStream.range(0, logits.length)
                .filter(c -> c != index)
                .boxed()
                .sorted((a, b) -> Float.compare(distance(logits, a, index), distance(logits, b, index))) // stable
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
        for (int reference : references) {
            gradient[reference] = (float) (-alpha / references.length);
        }
        return gradient;
    }

    private static float distance(float[] logits, int a, int b) {
        return Math.abs(logits[a] - logits[b]);
    }
}
