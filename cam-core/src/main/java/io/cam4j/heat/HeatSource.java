package io.cam4j.heat;

/** Where the heat over the seen part of a picture comes from. Immutable. */
interface HeatSource {
    /** Returns a reader of its own. */
    HeatRows rows();

    /** Returns a reader of its own that reads from 0 to 1, and not cut into levels. */
    default HeatRows shares() {
        HeatRows rows = rows();
        return (row, heat) -> {
            rows.read(row, heat);
            for (int x = 0; x < heat.length; x++) {
                heat[x] /= 255;
            }
        };
    }

    /** Returns the value shown as level 0, in the map's unit. */
    double least();

    /** Returns the value shown as level 255, in the map's unit. */
    double greatest();
}
