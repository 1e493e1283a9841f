package io.cam4j.method;

import io.cam4j.network.Head;
import java.util.Optional;

/**
 * A way from one forward pass to a map of one class. Implementations are immutable and thread-safe; a few lines are
 * enough for one of your own.
 */
public interface CamMethod {
    /**
     * Returns the name, used in reports and file names: lower-case letters, digits, {@code +} and {@code -}, a letter
     * first, at most 40 characters.
     */
    String name();

    /**
     * Returns how the map of one class is formed. Called once a class, or, for a method that works on features alone, once
     * an image.
     *
     * @param evidence of one image and class; valid during the call
     */
    MapRecipe map(Evidence evidence);

    /** Returns what the method works on, which decides with which heads it holds. Default {@link Basis#GRADIENT}. */
    default Basis basis() {
        return Basis.GRADIENT;
    }

    /** Returns what is differentiated to get {@link Evidence#gradient()}. Default the class's logit. */
    default Target target() {
        return Target.logit();
    }

    /**
     * Returns the method by trials, more runs of the network, for layers and heads it does not hold for otherwise. Default
     * there is none.
     */
    default Optional<TrialMaps> trials() {
        return Optional.empty();
    }

    /** Returns whether the method holds for a head's last features. Default what the basis says. */
    default boolean holdsFor(Head head) {
        return basis().holdsFor(head.kind());
    }

    /** Returns what a map costs beside the forward pass, in a few words. Default nothing is said. */
    default String cost() {
        return "";
    }

    /** Returns the paper that describes the method. Default nothing is said. */
    default String paper() {
        return "";
    }

    /**
     * Returns this method for another target, for example Grad-CAM of the softmax probability.
     *
     * @param name of the result, as {@link #name()}
     * @throws IllegalArgumentException if the method does not work on a gradient, or the name is none
     */
    default CamMethod withTarget(String name, Target target) {
        return new TargetedMethod(name, this, target);
    }
}
