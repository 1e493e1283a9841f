package io.cam4j.render.report;

import io.cam4j.ClassActivation;
import java.util.Locale;

/** Whether a map accounts for its class's logit. */
enum Completeness {
    /** The map's mean, with the bias, is the logit, to rounding. */
    COMPLETE,
    /** A part of the logit does not show in the map. */
    PARTIAL,
    /** The method promises nothing of the kind. */
    UNDEFINED;

    /** The rule, for people. */
    static final String RULE =
            "complete: the map’s mean, with the bias, is the class’s logit, off by at most 0.1 % of the logits’ size"
                    + " (their range or the largest of them, whichever is more). partial: off by more, so that the map"
                    + " shows only a part of what made the score.";

    private static final double TOLERANCE = 1e-3; // float rounding leaves some 1e-6; a wrong layer, many times this

    /** @param logits of all classes */
    static Completeness of(ClassActivation activation, float[] logits) {
        double error = activation.completenessError();
        if (Double.isNaN(error)) {
            return UNDEFINED;
        }
        double most = Double.NEGATIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        for (float logit : logits) {
            most = Math.max(most, logit);
            least = Math.min(least, logit);
        }
        double size = Math.max(most - least, Math.max(Math.abs(most), Math.abs(least)));
        return error <= TOLERANCE * size ? COMPLETE : PARTIAL;
    }

    /** Returns the word shown, which is also the style's name. */
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
