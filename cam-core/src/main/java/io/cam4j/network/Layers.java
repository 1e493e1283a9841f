package io.cam4j.network;

import io.cam4j.preprocessing.InputTensor;

/** Layers of a network, made ready to be explained. Thread-safe; belongs to the network and is closed with it. */
public interface Layers {
    /**
     * Runs one image, forward.
     *
     * @param image if the network's batch is fixed, it is repeated to fill it
     * @throws io.cam4j.CamModelException if the network fails on it, or a layer's tensor is none of [n, C, h, w]
     */
    LayerOutput run(InputTensor image);
}
