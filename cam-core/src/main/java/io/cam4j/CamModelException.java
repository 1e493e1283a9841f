package io.cam4j;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The model cannot be used as asked. The message says what was expected, what was found and what to do. */
public class CamModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String model;

    /** Creates the exception for a model of the given name, null where it has none. */
    public CamModelException(@Nullable String model, String message) {
        this(model, message, null);
    }

    /** Creates the exception with the failure underneath it. */
    public CamModelException(@Nullable String model, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.model = model;
    }

    /** Returns the model's file as it was named by the caller, empty for a network that came from no file. */
    public final Optional<String> model() {
        return Optional.ofNullable(model);
    }
}
