package io.cam4j.network;

import io.cam4j.preprocessing.InputSpec;
import io.cam4j.preprocessing.InputTensor;

/**
 * A classifier that gives its logits and its last spatial features in one forward pass. Implementations are thread-safe
 * in {@link #run}; {@link #close()} is called once no run is under way, and a second time without harm.
 */
public interface Network extends AutoCloseable {
    /** Returns what the network takes. */
    InputSpec input();

    /** Returns the head found in the network. */
    Head head();

    /** Returns the file the network came from. */
    ModelFile model();

    /** Returns the runtime's name and version, for example {@code onnxruntime 1.29.0}. */
    String runtime();

    /** Returns the execution provider in use, for example {@code cpu}. */
    String provider();

    /**
     * Runs one batch.
     *
     * @param batch shape and layout as {@link #input()} says; if its batch is fixed, just as many images
     * @throws io.cam4j.CamModelException if the network fails on it, or its answers do not have the shapes [n, K] and
     *     [n, C, h, w]
     */
    NetworkOutput run(InputTensor batch);

    @Override
    void close();
}
