/**
 * Files to pictures and back: {@link io.cam4j.render.files.ImageFiles}. Every file is hostile until it is decoded: sizes
 * are checked first, and whatever is refused gives an {@link io.cam4j.render.files.UnreadableImageException}. What is
 * written appears when it is complete: {@link io.cam4j.render.files.WholeFile}.
 */
@NullMarked
package io.cam4j.render.files;

import org.jspecify.annotations.NullMarked;
