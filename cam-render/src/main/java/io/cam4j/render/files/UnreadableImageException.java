package io.cam4j.render.files;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file that is no picture, a damaged one, one too large, or one of a kind that no reader opens. */
public final class UnreadableImageException extends IOException {
    private static final long serialVersionUID = 1;

    private final String name;
    private final @Nullable String format;

    UnreadableImageException(String name, String reason) {
        super(name + ": " + reason);
        this.name = name;
        format = null;
    }

    UnreadableImageException(String name, String format, String reason, @Nullable Throwable cause) {
        super(name + ": " + reason, cause);
        this.name = name;
        this.format = format;
    }

    /** Returns the file's name or path, as it was given. */
    public String name() {
        return name;
    }

    /** Returns the format by its content, for example JPEG or TIFF; empty where no reader knows it. */
    public Optional<String> format() {
        return Optional.ofNullable(format);
    }
}
