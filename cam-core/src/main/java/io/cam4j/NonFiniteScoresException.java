package io.cam4j;

import org.jspecify.annotations.Nullable;

/** The network answered one image with NaN or infinite numbers, from which no map can be formed. */
public final class NonFiniteScoresException extends CamModelException {
    private static final long serialVersionUID = 1L;

    NonFiniteScoresException(@Nullable String model, String what, int index, float value) {
        super(
                model,
                "finite %s expected, got %s at index %d: the image's values do not suit the model, or its weights are damaged. Check the preprocessing (scale, mean, std) and the model file."
                        .formatted(what, value, index));
    }

    /** @throws NonFiniteScoresException if a value is NaN or infinite */
    static void check(@Nullable String model, String what, float... values) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new NonFiniteScoresException(model, what, i, values[i]);
            }
        }
    }
}
