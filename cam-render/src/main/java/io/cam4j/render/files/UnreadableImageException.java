package io.cam4j.render.files;

import java.io.IOException;

/** A file that is no picture, a damaged one, one too large, or one of a kind that no reader opens. */
public final class UnreadableImageException extends IOException {
    private static final long serialVersionUID = 1;

    private final String name;

    UnreadableImageException(String name, String reason) {
        super(name + ": " + reason);
        this.name = name;
    }

    UnreadableImageException(String name, String reason, Throwable cause) {
        super(name + ": " + reason, cause);
        this.name = name;
    }

    /** Returns the file's name or path, as it was given. */
    public String name() {
        return name;
    }
}
