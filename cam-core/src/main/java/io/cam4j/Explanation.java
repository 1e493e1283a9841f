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
    private final Map<String, Explanation> atLayers; // in the order asked for; none for the head's features
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
        this(activations, Map.of(), logits, probabilities, geometry, provenance);
    }

    /** @param atLayers each layer's own explanation, by the same methods, where layers were asked for */
    Explanation(
            Map<String, List<ClassActivation>> activations,
            Map<String, Explanation> atLayers,
            float[] logits,
            float[] probabilities,
            Geometry geometry,
            Provenance provenance) {
        Map<String, List<ClassActivation>> copies = new LinkedHashMap<>();
        activations.forEach((method, ofMethod) -> copies.put(method, List.copyOf(ofMethod)));
        this.activations = Collections.unmodifiableMap(copies);
        this.atLayers = Collections.unmodifiableMap(new LinkedHashMap<>(atLayers));
        this.logits = logits;
        this.probabilities = probabilities;
        this.geometry = geometry;
        this.provenance = provenance.withMethod(methods().get(0));
    }

    /**
     * Returns this and another explanation of the same image as one.
     *
     * @param methods names of all, in the order wanted
     */
    Explanation with(Explanation other, List<String> methods) {
        Map<String, List<ClassActivation>> all = new LinkedHashMap<>();
        for (String method : methods) {
            all.put(
                    method,
                    activations.containsKey(method)
                            ? by(method).activations()
                            : other.by(method).activations());
        }
        return new Explanation(all, other.atLayers, logits, probabilities, geometry, provenance);
    }

    /** Returns this explanation as one at a layer. */
    Explanation atLayer(String name) {
        return new Explanation(activations, Map.of(name, this), logits, probabilities, geometry, provenance);
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
        Map<String, Explanation> layers = new LinkedHashMap<>();
        atLayers.forEach((layer, all) -> layers.put(layer, all.by(method)));
        return new Explanation(Map.of(method, ofMethod), layers, logits, probabilities, geometry, provenance);
    }

    /** Returns the names of the layers asked for, in their order; empty where none was, so that it is the head's features. */
    public List<String> layers() {
        return List.copyOf(atLayers.keySet());
    }

    /**
     * Returns what is seen at one of the layers, as an explanation by it alone.
     *
     * @param layer one of {@link #layers()}
     * @throws IllegalArgumentException if it is none of them
     */
    public Explanation at(String layer) {
        Explanation ofLayer = atLayers.get(layer);
        if (ofLayer == null) {
            throw new IllegalArgumentException("one of the layers %s expected, got '%s'".formatted(layers(), layer));
        }
        return ofLayer;
    }

    /**
     * Returns the explained classes: the most probable best first, or the classes asked for in the order given; with the
     * maps of the first method: at the first layer, or fused from all, where several were asked for. Empty only where all classes above a threshold were asked for and none is.
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
