/** Convolutions by fewer multiplications, for batches: {@link io.cam4j.onnx.winograd.FastConvolutions} is the only door. */
@NullMarked
package io.cam4j.onnx.winograd;

import org.jspecify.annotations.NullMarked;
