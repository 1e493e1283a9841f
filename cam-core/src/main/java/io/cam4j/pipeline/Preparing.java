package io.cam4j.pipeline;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** One source on its way to being prepared, by a helper or by whoever waits for it, whichever comes first. */
final class Preparing<S, P> {
    private final S source;
    private final Stages<S, P, ?> stages;
    private final FutureTask<?> task = new FutureTask<>(this::prepare, null);
    private volatile @Nullable P prepared;
    private volatile @Nullable Throwable failure;

    Preparing(S source, Stages<S, P, ?> stages) {
        this.source = source;
        this.stages = stages;
    }

    private void prepare() {
        try {
            prepared = stages.prepare(source);
        } catch (Throwable e) { // out of memory among them: it costs this source and no other
            failure = e;
        }
    }

    S source() {
        return source;
    }

    Runnable task() {
        return task;
    }

    /** Waits until it is done, well or not. @throws java.util.concurrent.CancellationException if it was cancelled */
    void await() throws InterruptedException {
        task.run(); // does nothing where a helper has begun
        try {
            task.get();
        } catch (ExecutionException e) {
            throw new AssertionError("prepare() keeps what it catches", e);
        }
    }

    void cancel() {
        task.cancel(true);
    }

    /** Returns what was prepared; null if it failed, or is not done. */
    @Nullable P prepared() {
        return prepared;
    }

    boolean ranOutOfMemory() {
        return failure instanceof OutOfMemoryError;
    }

    <R> Finished<S, P, R> done(R result) {
        return new Finished<>(source, prepared, result, null);
    }

    /** @param inWork why it failed later than here, if it did */
    <R> Finished<S, P, R> failed(@Nullable Throwable inWork) {
        return new Finished<>(source, prepared, null, failure == null ? inWork : failure);
    }

    /** Returns how much memory it holds, in bytes; what is not done yet is taken to need as much as expected. */
    long bytes(long expected) {
        P value = prepared;
        return value != null ? stages.bytes(value) : failure != null ? 0 : expected;
    }
}
