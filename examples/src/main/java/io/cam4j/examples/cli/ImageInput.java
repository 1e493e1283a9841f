package io.cam4j.examples.cli;

import java.nio.file.Path;

/**
 * One picture to explain.
 *
 * @param file where it is
 * @param result name of its folder below the output
 */
record ImageInput(Path file, String result) {
    /** Returns what results call it: its name without its folders. */
    String fileName() {
        return String.valueOf(file.getFileName());
    }
}
