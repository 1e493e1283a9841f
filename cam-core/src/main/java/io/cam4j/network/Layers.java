package io.cam4j.network;

import io.cam4j.preprocessing.InputTensor;

/** Layers of a network, made ready to be explained. Thread-safe; belongs to the network and is closed with it. */
public interface Layers {
    /**
     * Runs one image, forward.
     *
     * @param image one picture, or as many as the network's fixed batch, of which the first counts
     * @throws io.cam4j.CamModelException if the network fails on it, or a layer's tensor is none of [n, C, h, w]
     */
    LayerOutput run(InputTensor image);
}
