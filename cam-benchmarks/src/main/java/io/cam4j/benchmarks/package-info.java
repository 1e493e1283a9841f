/**
 * JMH benchmarks of the hot path, and {@link io.cam4j.benchmarks.Bars}, which says whether a run met its bars. What is
 * compared is measured in turns within one benchmark, so that a noisy machine disturbs both sides alike.
 */
@NullMarked
package io.cam4j.benchmarks;

import org.jspecify.annotations.NullMarked;
