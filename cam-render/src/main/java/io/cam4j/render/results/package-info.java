/**
 * An explanation's files: {@link io.cam4j.render.results.ExplanationWriter} writes the JSON, the arrays and the pictures
 * that the command line promises.
 */
@NullMarked
package io.cam4j.render.results;

import org.jspecify.annotations.NullMarked;
