/**
 * The command line {@code cam}. Its one door is {@link io.cam4j.examples.cli.Cam}; what it reads, computes and writes is
 * the library's work.
 */
@NullMarked
package io.cam4j.examples.cli;

import org.jspecify.annotations.NullMarked;
