package io.cam4j.onnx;

/** The provider asked for cannot be had on this machine; the message names what is missing. */
public final class ProviderUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ProviderUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
