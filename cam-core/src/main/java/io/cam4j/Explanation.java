package io.cam4j;

import io.cam4j.preprocessing.Geometry;
import java.util.List;
import java.util.Locale;

/**
 * What the network said of one image, and where it saw it. Immutable and detached: it stays valid after the mapper is
 * closed.
 */
public final class Explanation {
    private final List<ClassActivation> activations;
    private final float[] logits;
    private final float[] probabilities;
    private final Geometry geometry;
    private final Provenance provenance;

    Explanation(
            List<ClassActivation> activations,
            float[] logits,
            float[] probabilities,
            Geometry geometry,
            Provenance provenance) {
        this.activations = List.copyOf(activations);
        this.logits = logits;
        this.probabilities = probabilities;
        this.geometry = geometry;
        this.provenance = provenance;
    }

    /** Returns the explained classes: the k most probable best first, or the classes asked for in the order given. */
    public List<ClassActivation> activations() {
        return activations;
    }

    /** Returns the first of {@link #activations()}. */
    public ClassActivation top() {
        return activations.get(0);
    }

    /** Returns K, the number of classes the network knows. */
    public int classes() {
        return logits.length;
    }

    /** Returns a copy of all logits, shape [K]. */
    public float[] logits() {
        return logits.clone();
    }

    /**
     * Returns a copy of all probabilities, shape [K]: the softmax of the logits, or their sigmoids where the model answers
     * for each class by itself ({@link io.cam4j.network.Head#scores}).
     */
    public float[] probabilities() {
        return probabilities.clone();
    }

    /** Returns the probability of one class. @throws IndexOutOfBoundsException if there is no such class */
    public float probability(int index) {
        return probabilities[index];
    }

    /** Returns how the picture was placed in the network's input. */
    public Geometry geometry() {
        return geometry;
    }

    /** Returns how the explanation came about. */
    public Provenance provenance() {
        return provenance;
    }

    /** Returns the classes with their probabilities, a line each. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (ClassActivation activation : activations) {
            text.append(String.format(
                    Locale.ROOT, "%d. %s %.4f%n", activation.rank(), activation.name(), activation.probability()));
        }
        return text.toString();
    }
}
