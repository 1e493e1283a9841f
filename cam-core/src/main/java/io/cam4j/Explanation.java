package io.cam4j;

import io.cam4j.preprocessing.Geometry;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;

/**
 * What the network said of one image, and where it saw it. Immutable and detached: it stays valid after the mapper is
 * closed.
 */
public final class Explanation {
    private final Map<String, List<ClassActivation>> activations; // by method, in the order asked for; one or more
    private final float[] logits;
    private final float[] probabilities;
    private final Geometry geometry;
    private final Provenance provenance;

    Explanation(
            Map<String, List<ClassActivation>> activations,
            float[] logits,
            float[] probabilities,
            Geometry geometry,
            Provenance provenance) {
        Map<String, List<ClassActivation>> copies = new LinkedHashMap<>();
        activations.forEach((method, ofMethod) -> copies.put(method, List.copyOf(ofMethod)));
        this.activations = Collections.unmodifiableMap(copies);
        this.logits = logits;
        this.probabilities = probabilities;
        this.geometry = geometry;
        this.provenance = provenance.withMethod(methods().get(0));
    }

    /** Returns the methods' names, in the order they were asked for. */
    public List<String> methods() {
        return List.copyOf(activations.keySet());
    }

    /**
     * Returns what one of the methods has to say, as an explanation by it alone.
     *
     * @param method one of {@link #methods()}
     * @throws IllegalArgumentException if it is none of them
     */
    public Explanation by(String method) {
        List<ClassActivation> ofMethod = activations.get(method);
        if (ofMethod == null) {
            throw new IllegalArgumentException("one of the methods %s expected, got '%s'".formatted(methods(), method));
        }
        return new Explanation(Map.of(method, ofMethod), logits, probabilities, geometry, provenance);
    }

    /**
     * Returns the explained classes: the most probable best first, or the classes asked for in the order given; with the
     * maps of the first method. Empty only where all classes above a threshold were asked for and none is.
     */
    public List<ClassActivation> activations() {
        return activations.values().iterator().next();
    }

    /**
     * Returns the first of {@link #activations()}.
     *
     * @throws NoSuchElementException if no class was above the threshold asked for
     */
    public ClassActivation top() {
        if (activations().isEmpty()) {
            throw new NoSuchElementException("no class was above the threshold asked for");
        }
        return activations().get(0);
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
        for (ClassActivation activation : activations()) {
            text.append(String.format(
                    Locale.ROOT, "%d. %s %.4f%n", activation.rank(), activation.name(), activation.probability()));
        }
        return text.toString();
    }
}
