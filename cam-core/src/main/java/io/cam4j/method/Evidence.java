package io.cam4j.method;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What one forward pass says of one image and one class: the features, a target's gradient, the head. For one thread. */
public final class Evidence {
    private final Supplier<Features> features;
    private final @Nullable Gradient gradient;
    private final @Nullable ClassPlane plane;
    private final float logit;

    private Evidence(
            Supplier<Features> features, @Nullable Gradient gradient, @Nullable ClassPlane plane, float logit) {
        this.features = Objects.requireNonNull(features);
        this.gradient = gradient;
        this.plane = plane;
        this.logit = logit;
    }

    /**
     * Returns evidence from the gradient of a target, at any layer.
     *
     * @param features asked for when a method wants them
     * @param logit y_c
     */
    public static Evidence of(Supplier<Features> features, Gradient gradient, float logit) {
        return new Evidence(features, gradient, null, logit);
    }

    /**
     * Returns evidence from a pooled head; the gradient of the class's logit follows from its plane.
     *
     * @param features asked for when a method wants them
     * @param logit y_c
     */
    public static Evidence of(Supplier<Features> features, ClassPlane plane, float logit) {
        return new Evidence(features, null, plane, logit);
    }

    /** Returns the features A. */
    public Features features() {
        return features.get();
    }

    /** Returns the gradient G of the method's target. */
    public Gradient gradient() {
        return gradient == null ? plane().gradient() : gradient;
    }

    /** Returns the class's logit y_c. */
    public float logit() {
        return logit;
    }

    /** Returns the class's plane. @throws IllegalStateException if there is none */
    ClassPlane plane() {
        if (plane == null) {
            throw new IllegalStateException("no pooled head here; a method that wants one says so in basis()");
        }
        return plane;
    }
}
