package io.cam4j;

import io.cam4j.pipeline.Pipeline;
import java.util.ArrayList;
import java.util.List;

/** All explanations of a list, or the first failure. An interrupt stays set and changes nothing. */
final class AllOrNone {
    private AllOrNone() {}

    static List<Explanation> of(Pipeline<?, ?, Explanation> images) {
        List<Explanation> explanations = new ArrayList<>();
        boolean interrupted = Thread.interrupted();
        try (images) {
            while (images.hasNext()) {
                try {
                    explanations.add(images.next().orThrow());
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return List.copyOf(explanations);
    }
}
