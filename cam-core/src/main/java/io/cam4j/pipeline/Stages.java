package io.cam4j.pipeline;

import java.util.List;

/**
 * What a pipeline does with each source.
 *
 * @param <S> sources
 * @param <P> what they are when prepared
 * @param <R> results
 */
public interface Stages<S, P, R> {
    /**
     * Makes one source ready. Called by several threads at a time, each with another source.
     *
     * @throws Exception if it cannot be done; costs this source and no other
     */
    P prepare(S source) throws Exception;

    /** Returns how much memory something prepared holds, in bytes. */
    long bytes(P prepared);

    /**
     * Works on a batch. Called by as many threads at a time as batches are to be worked on.
     *
     * @param batch one or more
     * @return as many results, in their order
     * @throws RuntimeException if one of them cannot be worked on; each is then tried by itself
     */
    List<R> run(List<P> batch);
}
