package io.cam4j.method;

/** Stands for whatever suits a model best; the mapper puts a method in its place. */
final class AutoMethod implements CamMethod {
    @Override
    public String name() {
        return "auto";
    }

    @Override
    public MapRecipe map(Evidence evidence) {
        throw new IllegalStateException("the mapper chooses a method in place of auto");
    }

    /** Returns the name. */
    @Override
    public String toString() {
        return name();
    }
}
