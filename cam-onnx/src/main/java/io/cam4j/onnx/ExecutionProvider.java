package io.cam4j.onnx;

/** What runs a model. */
public enum ExecutionProvider {
    /** ONNX Runtime's own CPU kernels; in every artifact. */
    CPU("cpu"),
    /** NVIDIA GPUs; needs the artifact {@code onnxruntime_gpu}, a driver, CUDA and cuDNN. */
    CUDA("cuda");

    private final String label;

    ExecutionProvider(String label) {
        this.label = label;
    }

    /** Returns the name used on the command line and in files. */
    public String label() {
        return label;
    }
}
