package io.cam4j;

import io.cam4j.preprocessing.Geometry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One class of one image, and where the network saw it.
 *
 * @param rank 1 for the first of its explanation
 * @param index of the class, from 0
 * @param label name of the class, null where the mapper has no labels
 * @param logit the class's score before softmax or sigmoid
 * @param probability of the class, 0 to 1: the softmax of the logits, or the logit's sigmoid for a multi-label model
 * @param method name of the method that formed the map, for example {@code cam}
 * @param map the method's map, raw; of {@code cam} the exact class activation map: what the network pools to get the
 *     logit, in logits
 * @param linearMap weights × features alone, without the head's bias and activation; differs from {@code map} only for
 *     {@code cam} on a head that convolves before it pools (SqueezeNet), and is what the script of Zhou et al. shows there
 * @param completenessError how far the exact class activation map is from accounting for the logit, whatever the method,
 *     in logits: |mean(map of cam) + b − logit|, where b, the bias, is already in the map of a head that convolves before
 *     it pools; the proof that features, weights and class belong together
 * @param geometry how the picture was placed in the network's input
 */
public record ClassActivation(
        int rank,
        int index,
        @Nullable String label,
        float logit,
        float probability,
        String method,
        ActivationMap map,
        ActivationMap linearMap,
        double completenessError,
        Geometry geometry) {
    /** Checks that nothing is missing. */
    public ClassActivation {
        Objects.requireNonNull(method);
        Objects.requireNonNull(map);
        Objects.requireNonNull(linearMap);
        Objects.requireNonNull(geometry);
    }

    /** Returns the label, or {@code class 207} where there is none. */
    public String name() {
        return label == null ? "class " + index : label;
    }
}
