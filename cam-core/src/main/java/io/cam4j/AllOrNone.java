package io.cam4j;

import io.cam4j.pipeline.Finished;
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
                    explanations.add(explanation(images.next()));
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

    private static Explanation explanation(Finished<?, ?, Explanation> finished) {
        Explanation explanation = finished.result();
        if (explanation != null) {
            return explanation;
        }
        if (finished.failure() instanceof Error error) {
            throw error;
        }
        if (finished.failure() instanceof RuntimeException exception) {
            throw exception;
        }
        throw new IllegalStateException(finished.failure());
    }
}
