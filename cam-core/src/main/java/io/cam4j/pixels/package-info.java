/** Any {@code BufferedImage} as plain 8-bit sRGB: {@link io.cam4j.pixels.SrgbPixels}. */
@NullMarked
package io.cam4j.pixels;

import org.jspecify.annotations.NullMarked;
