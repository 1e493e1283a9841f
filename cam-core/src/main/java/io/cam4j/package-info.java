/**
 * Class activation maps: {@link io.cam4j.ClassActivationMapper} explains an image and hands out an
 * {@link io.cam4j.Explanation}.
 *
 * <p>The rooms behind these doors, in the order in which data passes through them: {@code preprocessing} makes the
 * network's input, {@code network} is the seam to whatever runs the network, {@code gemm} forms the maps, {@code heat}
 * turns a map into a heat map the size of the picture.
 */
@NullMarked
package io.cam4j;

import org.jspecify.annotations.NullMarked;
