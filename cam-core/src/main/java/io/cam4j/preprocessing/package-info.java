/**
 * From a picture to a network's input. Doors: {@link io.cam4j.preprocessing.Preprocessing}, the recipe, and
 * {@link io.cam4j.preprocessing.InputTensor}, what it makes. The next room is {@code network}.
 */
@NullMarked
package io.cam4j.preprocessing;

import org.jspecify.annotations.NullMarked;
