package io.cam4j.network;

import java.util.Objects;

/**
 * A classifier's head: what lies between the tapped tensor and the logits.
 *
 * @param kind how the head pools and weighs
 * @param tap name of the tapped tensor, the features, shape [n, channels, h, w]
 * @param weights name of the classifier's weights in the model; for a {@link HeadKind#GAP_TAIL}, which has no such, of the
 *     pooled vector the tail begins with; empty for {@link HeadKind#LAYERS}
 * @param channels C, at least 1
 * @param classes K, at least 1
 * @param activation applied to the class map before pooling; {@link Activation#NONE} unless kind is
 *     {@link HeadKind#CONV_GAP}
 * @param scores how the logits become probabilities
 */
public record Head(
        HeadKind kind, String tap, String weights, int channels, int classes, Activation activation, ScoreKind scores) {
    /** Checks that the parts fit. @throws IllegalArgumentException if channels or classes are not positive, or an
     *     activation stands behind a pool */
    public Head {
        Objects.requireNonNull(kind);
        Objects.requireNonNull(tap);
        Objects.requireNonNull(weights);
        Objects.requireNonNull(activation);
        Objects.requireNonNull(scores);
        if (channels < 1 || classes < 1) {
            throw new IllegalArgumentException(
                    "positive channels and classes expected, got %d and %d".formatted(channels, classes));
        }
        if (activation != Activation.NONE && kind != HeadKind.CONV_GAP) {
            throw new IllegalArgumentException(
                    "only a conv-gap head has an activation, got %s on %s".formatted(activation, kind.label()));
        }
    }

    /** Describes a head whose probabilities are the softmax of its logits. */
    public Head(HeadKind kind, String tap, String weights, int channels, int classes, Activation activation) {
        this(kind, tap, weights, channels, classes, activation, ScoreKind.SOFTMAX);
    }

    /** Returns the same head with probabilities of another kind. */
    public Head withScores(ScoreKind kindOfScores) {
        return new Head(kind, tap, weights, channels, classes, activation, kindOfScores);
    }
}
