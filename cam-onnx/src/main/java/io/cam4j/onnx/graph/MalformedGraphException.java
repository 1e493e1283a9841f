package io.cam4j.onnx.graph;

/** The file's structure contradicts itself, or is not one this package understands. */
public final class MalformedGraphException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says what contradicts what. */
    public MalformedGraphException(String message) {
        super(message);
    }

    MalformedGraphException(String message, Throwable cause) {
        super(message, cause);
    }
}
