package io.cam4j.heat;

/** Where the heat over the seen part of a picture comes from. Immutable. */
interface HeatSource {
    /** Returns a reader of its own. */
    HeatRows rows();

    /** Returns the value shown as level 0, in the map's unit. */
    double least();

    /** Returns the value shown as level 255, in the map's unit. */
    double greatest();
}
