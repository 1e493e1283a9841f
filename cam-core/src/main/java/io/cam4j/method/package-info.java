/**
 * Ways from one forward pass to maps. {@link io.cam4j.method.Methods} lists those that are built in, each a small file with
 * its formula and paper; {@link io.cam4j.method.CamMethod} is what one of your own implements, given
 * {@link io.cam4j.method.Evidence}: features, and the gradient of a {@link io.cam4j.method.Target}. What comes back is a
 * {@link io.cam4j.method.MapRecipe}; the mapper forms all channel sums of a request in one matrix product.
 *
 * <p>Symbols: A_k(p) is the feature of channel k at position p, of P positions; y the logits; t the target, mostly y_c;
 * G_k(p) = P·∂t/∂A_k(p) the gradient, counted so that for a head that begins with a global pool it is the same J_k =
 * ∂t/∂mean(A_k) at every position, the classifier's weight w_ck where the head is linear. With it the maps of all methods
 * have the unit of t, and compare with class activation maps without a factor of P between them.
 */
@NullMarked
package io.cam4j.method;

import org.jspecify.annotations.NullMarked;
