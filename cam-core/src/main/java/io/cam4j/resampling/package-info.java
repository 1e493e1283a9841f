/**
 * Resizing of pictures and planes, each class one published recipe reproduced exactly. Used by {@code preprocessing},
 * {@code heat} and, for thumbnails, cam-render.
 */
@NullMarked
package io.cam4j.resampling;

import org.jspecify.annotations.NullMarked;
