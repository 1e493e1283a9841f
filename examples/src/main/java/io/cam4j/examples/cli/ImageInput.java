package io.cam4j.examples.cli;

import java.nio.file.Path;

/**
 * One picture to explain.
 *
 * @param file where it is
 * @param result name of its folder below the output
 */
record ImageInput(Path file, String result) {}
