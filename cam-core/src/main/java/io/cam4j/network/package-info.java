/**
 * The seam between the maps and a network: {@link io.cam4j.network.Network} is what a runtime implements; everything
 * else here describes it. cam-onnx is one implementation, a test's fake another.
 */
@NullMarked
package io.cam4j.network;

import org.jspecify.annotations.NullMarked;
