package io.cam4j.network;

/** The function a head applies to its class map before pooling it. */
public enum Activation {
    /** Nothing: the map is pooled as it is. */
    NONE,
    /** max(x, 0). */
    RELU;

    /** Returns the function's value at x; NaN stays NaN. */
    public float apply(float x) {
        return this == RELU ? Math.max(x, 0f) : x;
    }
}
