package io.cam4j.examples.cli;

/** What the command line tells the program that called it. */
final class ExitStatus {
    /** Everything was done. */
    static final int DONE = 0;

    /** Some images failed, each named on standard error; the others were done. */
    static final int SOME_IMAGES_FAILED = 1;

    /** The command cannot be followed as it was given. */
    static final int USAGE = 2;

    /** The model is missing or cannot be used, or answered every image with no usable numbers. */
    static final int MODEL = 3;

    /** A defect of cam4j itself; {@code EX_SOFTWARE} of sysexits.h. */
    static final int DEFECT = 70;

    private ExitStatus() {}
}
