package io.cam4j.network;

import java.nio.FloatBuffer;

/**
 * What one run of a network gave. Belongs to whoever called {@link Network#run}: valid until closed, used by one
 * thread. The buffers may be memory the network uses again after {@link #close()}.
 */
public interface NetworkOutput extends AutoCloseable {
    /** Returns the number of images n in the run. */
    int count();

    /** Returns the logits, shape [n, K], row-major, from position 0 to the limit. Each call gives a view of its own. */
    FloatBuffer logits();

    /** Returns the features, shape [n, C, h, w], row-major, from position 0 to the limit; each call a view of its own. */
    FloatBuffer features();

    /** Returns h, the rows of a feature map. */
    int mapHeight();

    /** Returns w, the columns of a feature map. */
    int mapWidth();

    /**
     * Pulls seeds back from the logits through the head to the features it pools, as the head is at one image of this
     * run: writes a row J of C values for each seed t, at the target's position, and returns an offset for each, so that
     * t = J·a + offset, with a the image's features, averaged over their positions; J is ∂t/∂a. For a linear head the
     * rows are the classifier's, whatever the image, and the offsets the biases; behind a non-linear tail both change
     * from image to image.
     *
     * <p>A head that convolves before it pools has rows and offsets of its class maps before the activation:
     * z(p) = J·A(p) + offset.
     *
     * @param image 0 to {@link #count()} − 1
     * @param seeds for K classes
     * @param rows room for k · C values
     * @return the offsets, shape [k], in the unit of t
     * @throws IllegalArgumentException if the seeds are not for K classes
     * @throws io.cam4j.CamModelException if the runtime fails on it
     */
    double[] pullBack(int image, Seeds seeds, FloatBuffer rows);

    /** Gives the memory back. A second call does nothing. */
    @Override
    void close();
}
