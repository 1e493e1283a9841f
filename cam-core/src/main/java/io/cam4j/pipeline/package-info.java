/**
 * Many sources, worked on in batches while the next ones are made ready: {@link io.cam4j.pipeline.Pipeline}. It knows
 * neither images nor networks; what is done at each stage is given to it as {@link io.cam4j.pipeline.Stages}, and how many
 * make a batch as a {@link io.cam4j.pipeline.BatchSize}.
 */
@NullMarked
package io.cam4j.pipeline;

import org.jspecify.annotations.NullMarked;
