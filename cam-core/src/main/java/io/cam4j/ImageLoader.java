package io.cam4j;

import java.awt.image.BufferedImage;
import java.io.IOException;

/**
 * Loads images, for example {@code ImageFiles::read} of cam-render. Thread-safe: several are loaded at a time. May be
 * interrupted when a stream is closed.
 *
 * @param <S> what images are loaded from
 */
@FunctionalInterface
public interface ImageLoader<S> {
    /**
     * Returns the image of a source.
     *
     * @throws IOException if it cannot be loaded; costs this image and no other, as any exception does
     */
    BufferedImage load(S source) throws IOException;
}
