package io.cam4j.method;

import java.util.Optional;

/** A method that is nothing but trials. */
abstract class TrialMethod implements CamMethod, TrialMaps {
    private final String name;

    TrialMethod(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final MapRecipe map(Evidence evidence) {
        throw new IllegalStateException(name + " forms its maps from trials");
    }

    @Override
    public final Basis basis() {
        return Basis.TRIALS;
    }

    @Override
    public final Optional<TrialMaps> trials() {
        return Optional.of(this);
    }

    /** Returns the name. */
    @Override
    public final String toString() {
        return name;
    }
}
