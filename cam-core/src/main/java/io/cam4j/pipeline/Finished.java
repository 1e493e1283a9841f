package io.cam4j.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * What became of one source: a result, or a failure.
 *
 * @param source what it was made from
 * @param prepared what was worked on; null if it could not be prepared
 * @param result null if there is a failure
 * @param failure null if there is a result
 * @param <S> sources
 * @param <P> what they are when prepared
 * @param <R> results
 */
public record Finished<S, P, R>(
        S source,
        @Nullable P prepared,
        @Nullable R result,
        @Nullable Throwable failure) {
    /**
     * Returns the result.
     *
     * @throws RuntimeException the failure there is instead; one that is checked is the cause of an {@code
     *     IllegalStateException}
     * @throws Error the failure, if it is one
     */
    public R orThrow() {
        if (result != null) {
            return result;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        throw new IllegalStateException(failure);
    }
}
