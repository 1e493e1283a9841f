/**
 * Files to pictures and back: {@link io.cam4j.render.ImageFiles} reads and writes them, {@link io.cam4j.render.Overlay}
 * paints heat on them, {@link io.cam4j.render.ExplanationWriter} writes an explanation's files.
 */
@NullMarked
package io.cam4j.render;

import org.jspecify.annotations.NullMarked;
