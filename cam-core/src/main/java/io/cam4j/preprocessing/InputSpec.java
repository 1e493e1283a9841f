package io.cam4j.preprocessing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * What a network takes. A size of {@link #FREE} is chosen by the caller.
 *
 * @param batch images a run, or {@link #FREE}
 * @param channels 1 or 3, or {@link #FREE}
 * @param height in pixels, or {@link #FREE}
 * @param width in pixels, or {@link #FREE}
 * @param layout order of the axes
 * @param type type of one value
 */
public record InputSpec(int batch, int channels, int height, int width, TensorLayout layout, ElementType type) {
    /** Stands for a size the network leaves open. */
    public static final int FREE = 0;

    /** Checks the sizes. @throws IllegalArgumentException if a size is negative or there are neither 1 nor 3 channels */
    public InputSpec {
        Objects.requireNonNull(layout);
        Objects.requireNonNull(type);
        if (batch < 0 || height < 0 || width < 0) {
            throw new IllegalArgumentException("sizes of 0 (free) or more expected, got batch %d, height %d, width %d"
                    .formatted(batch, height, width));
        }
        if (channels != FREE && channels != 1 && channels != 3) {
            throw new IllegalArgumentException("1 or 3 input channels expected, got %d".formatted(channels));
        }
    }

    /**
     * Returns pictures as one run takes them: if the batch is fixed, the last one is repeated until it is full.
     *
     * @param pictures one or more
     * @throws IllegalArgumentException if there are more than a fixed batch has
     */
    public List<InputTensor> filled(List<InputTensor> pictures) {
        if (batch == FREE || batch == pictures.size()) {
            return pictures;
        }
        if (pictures.size() > batch) {
            throw new IllegalArgumentException(
                    "at most %d pictures a run expected, got %d".formatted(batch, pictures.size()));
        }
        List<InputTensor> filled = new ArrayList<>(pictures);
        filled.addAll(Collections.nCopies(batch - pictures.size(), pictures.get(pictures.size() - 1)));
        return filled;
    }
}
