package io.cam4j.method;

import io.cam4j.network.Head;
import java.util.Objects;

/** A method on gradients, of another target than the logit. */
final class TargetedMethod implements CamMethod {
    private final String name;
    private final CamMethod method;
    private final Target target;

    TargetedMethod(String name, CamMethod method, Target target) {
        if (method.basis() != Basis.GRADIENT) {
            throw new IllegalArgumentException(
                    "a target is for a method on gradients, such as grad-cam; %s is none".formatted(method.name()));
        }
        this.name = Methods.checkedName(name);
        this.method = method;
        this.target = Objects.requireNonNull(target);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public MapRecipe map(Evidence evidence) {
        return method.map(evidence);
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public boolean holdsFor(Head head) {
        return method.holdsFor(head);
    }

    @Override
    public String cost() {
        return method.cost();
    }

    @Override
    public String paper() {
        return method.paper();
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name;
    }
}
