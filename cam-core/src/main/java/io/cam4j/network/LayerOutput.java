package io.cam4j.network;

import io.cam4j.preprocessing.InputTensor;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * What one image's run gave at some layers. Belongs to whoever called {@link Layers#run}: valid until closed, used by one
 * thread. Layers are numbered from 0, in the order asked for.
 */
public interface LayerOutput extends AutoCloseable {
    /** Returns the logits y, shape [K], from position 0 to the limit; each call a view of its own. */
    FloatBuffer logits();

    /** Returns the number of layers, at least 1. */
    int count();

    /** Returns C, the channels of a layer. */
    int channels(int layer);

    /** Returns h, the rows of a layer's feature map. */
    int mapHeight(int layer);

    /** Returns w, the columns of a layer's feature map. */
    int mapWidth(int layer);

    /** Returns a layer's features A, shape [C, h, w], row-major, from position 0 to the limit; each call a view of its own. */
    FloatBuffer features(int layer);

    /**
     * Pulls seeds back from the logits to all layers at once: one backward pass, which the seeds share.
     *
     * @param seeds k functions t of the K logits
     * @return for each layer ∂t/∂A, shape [k, C, h, w], row-major, from position 0 to the limit
     * @throws IllegalArgumentException if the seeds are not for K classes
     * @throws IllegalStateException if the layers were made ready without gradients
     * @throws io.cam4j.CamModelException if the runtime fails on it
     */
    List<FloatBuffer> gradients(Seeds seeds);

    /**
     * Runs what is behind a layer on other features than the image's: the logits depend on the image through them alone. May
     * be called by several threads at a time, before the output is closed.
     *
     * @param count n, as many as the caller likes
     * @param features shape [n, C, h, w], row-major
     * @return the logits, shape [n, K]
     * @throws IllegalArgumentException if the logits depend on the image by other ways too
     * @throws io.cam4j.CamModelException if the runtime fails on it
     */
    float[] scores(int layer, int count, float... features);

    /**
     * Runs the whole network on other images, which differ from what a plain run gives by no more than rounding. May be called
     * by several threads at a time, before the output is closed.
     *
     * @param images n of them, of the sizes the layers were made ready for; as many as the caller likes, or at most a batch
     *     that the network fixes
     * @return the logits, shape [n, K]
     * @throws io.cam4j.CamModelException if the runtime fails on it
     */
    float[] scores(List<InputTensor> images);

    /** Gives the memory back. A second call does nothing. */
    @Override
    void close();
}
