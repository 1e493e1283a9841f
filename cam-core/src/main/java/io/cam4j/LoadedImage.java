package io.cam4j;

import io.cam4j.preprocessing.InputTensor;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;

/** An image and the network's input made of it. */
record LoadedImage(BufferedImage image, InputTensor input) {
    /** Returns how much memory both take, in bytes. */
    long bytes() {
        DataBuffer pixels = image.getRaster().getDataBuffer();
        long bits = (long) pixels.getSize() * pixels.getNumBanks() * DataBuffer.getDataTypeSize(pixels.getDataType());
        return bits / Byte.SIZE + (long) Float.BYTES * input.values().remaining();
    }
}
