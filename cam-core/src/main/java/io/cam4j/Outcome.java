package io.cam4j;

import java.awt.image.BufferedImage;

/**
 * What became of one of many sources: an explanation, or a failure. Immutable but for the image.
 *
 * @param <S> what images are loaded from, for example {@code Path}
 */
public sealed interface Outcome<S> {
    /** Returns what the image was loaded from. */
    S source();

    /**
     * An image that was explained.
     *
     * @param source what it was loaded from
     * @param image as it was loaded
     * @param explanation of the image
     * @param <S> sources
     */
    record Explained<S>(S source, BufferedImage image, Explanation explanation) implements Outcome<S> {}

    /**
     * An image that was not explained.
     *
     * @param source what it was to be loaded from
     * @param cause what the loader threw, or {@link ClassActivationMapper#explain(BufferedImage, Request)} would have;
     *     {@link OutOfMemoryError} if it does not fit into memory even alone
     * @param <S> sources
     */
    record Failed<S>(S source, Throwable cause) implements Outcome<S> {}
}
