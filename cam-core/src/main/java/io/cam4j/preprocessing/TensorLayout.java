package io.cam4j.preprocessing;

/** Order of the axes of an input tensor, slowest first. */
public enum TensorLayout {
    /** Batch, channel, row, column: PyTorch and most ONNX files. */
    NCHW,
    /** Batch, row, column, channel: TensorFlow. */
    NHWC
}
