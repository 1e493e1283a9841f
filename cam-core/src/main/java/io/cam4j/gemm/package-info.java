/**
 * The matrix product that forms the maps: weight rows [k, C] × features [C, positions]. Doors:
 * {@link io.cam4j.gemm.GemmEngine}, started once a process, and {@link io.cam4j.gemm.GemmPool}, one a mapper.
 */
@NullMarked
package io.cam4j.gemm;

import org.jspecify.annotations.NullMarked;
