/**
 * Any {@code BufferedImage} as plain 8-bit sRGB: {@link io.cam4j.pixels.SrgbPixels} all at once,
 * {@link io.cam4j.pixels.SrgbRows} row by row. {@link io.cam4j.pixels.Strips} does
 * rows in parallel.
 */
@NullMarked
package io.cam4j.pixels;

import org.jspecify.annotations.NullMarked;
