package io.cam4j.render.files;

import java.io.IOException;

/** A file that would cost its reader more than any picture does. */
final class HarmfulFileException extends IOException {
    private static final long serialVersionUID = 1;

    private final String format;

    /**
     * Makes one.
     *
     * @param format what the file is, for example JPEG
     * @param reason what is too much about it
     */
    HarmfulFileException(String format, String reason) {
        super(reason);
        this.format = format;
    }

    String format() {
        return format;
    }
}
