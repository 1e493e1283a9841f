package io.cam4j.method;

import java.util.List;

/** How a method forms maps from more runs of the network. Immutable and thread-safe. */
@FunctionalInterface
public interface TrialMaps {
    /**
     * Returns how the map of each class is formed, in the order of {@link Trials#classes}.
     *
     * @param trials of one image at one layer; valid during the call
     */
    List<MapRecipe> of(Trials trials);
}
