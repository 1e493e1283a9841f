package io.cam4j.method;

import io.cam4j.network.HeadKind;

/** What a method works on. */
public enum Basis {
    /** The features alone: holds for every head, the map is the same for every class. */
    FEATURES("any head"),
    /** Features and the gradient of a target: holds for every layer a gradient reaches. */
    GRADIENT("any head"),
    /** The pooled head itself. */
    POOLED_HEAD("any pooled head"),
    /** A head that is linear, but for the activation of one that convolves before it pools. */
    LINEAR_HEAD("linear heads"),
    /** More runs of the network: holds for every head. */
    TRIALS("any head");

    private final String heads;

    Basis(String heads) {
        this.heads = heads;
    }

    /** Returns whether a method of this basis holds for the last features of a head. */
    public boolean holdsFor(HeadKind kind) {
        return switch (kind) {
            case GAP_LINEAR, GAP_CONV, CONV_GAP -> true;
            case GAP_TAIL -> this != LINEAR_HEAD;
            case LAYERS -> this == FEATURES || this == GRADIENT || this == TRIALS;
        };
    }

    /** Returns the heads it holds for, in words. */
    public String heads() {
        return heads;
    }
}
