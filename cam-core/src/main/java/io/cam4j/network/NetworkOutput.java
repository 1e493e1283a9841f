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

    /** Gives the memory back. A second call does nothing. */
    @Override
    void close();
}
