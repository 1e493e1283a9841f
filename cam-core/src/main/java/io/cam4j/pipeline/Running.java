package io.cam4j.pipeline;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A batch that is worked on by a helper or by whoever waits for it, whichever comes first. */
final class Running<S, P, R> implements Runnable {
    private final List<Preparing<S, P>> batch;
    private final Function<List<Preparing<S, P>>, List<Finished<S, P, R>>> work;
    private final AtomicBoolean begun = new AtomicBoolean();
    private final CompletableFuture<List<Finished<S, P, R>>> outcomes = new CompletableFuture<>();

    Running(List<Preparing<S, P>> batch, Function<List<Preparing<S, P>>, List<Finished<S, P, R>>> work) {
        this.batch = batch;
        this.work = work;
    }

    /** Works on it, unless somebody does. */
    @Override
    public void run() {
        if (begun.compareAndSet(false, true)) {
            try {
                outcomes.complete(work.apply(batch));
            } catch (Throwable e) { // for whoever waits
                outcomes.completeExceptionally(e);
            }
        }
    }

    /** Waits until it is done. @throws java.util.concurrent.CancellationException if it was cancelled before it began */
    List<Finished<S, P, R>> await() throws InterruptedException {
        run();
        try {
            return outcomes.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new AssertionError("failures of a batch are outcomes", e);
        }
    }

    /** Sees to it that it does not begin. */
    void cancel() {
        if (begun.compareAndSet(false, true)) {
            outcomes.cancel(false);
        }
    }

    /** Waits until it has ended, however that was; an interrupt changes nothing. */
    void awaitEnd() {
        outcomes.handle((done, failure) -> true).join();
    }

    /** Returns how much memory its sources hold, in bytes. */
    long bytes() {
        return batch.stream().mapToLong(one -> one.bytes(0)).sum();
    }
}
