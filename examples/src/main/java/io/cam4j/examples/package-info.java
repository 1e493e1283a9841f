/** Small programs to begin with, each a file of its own. */
@NullMarked
package io.cam4j.examples;

import org.jspecify.annotations.NullMarked;
