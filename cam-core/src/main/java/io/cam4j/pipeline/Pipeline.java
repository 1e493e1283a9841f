package io.cam4j.pipeline;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes of many sources, in their order. Whoever asks for the next outcome does the work, a batch at a time, or helpers do
 * where several batches at a time are wanted; meanwhile they prepare the sources of the next two batches. No source is asked
 * for before it is needed, so a slow consumer holds everything up and memory does not grow: what is prepared and not yet
 * handed out stays within a budget, beyond which nothing is prepared ahead. What runs out of memory beside others is tried
 * once more by itself.
 *
 * <p>For one thread, but {@link #close()} may be called by any.
 *
 * @param <S> sources
 * @param <P> what they are when prepared
 * @param <R> results
 */
public final class Pipeline<S, P, R> implements AutoCloseable {
    private final Iterator<? extends S> sources;
    private final Stages<S, P, R> stages;
    private final BatchSize batchSize;
    private final long budget;
    private final Executor helpers;
    private final int runs;

    private final Deque<S> postponed = new ArrayDeque<>(); // come before the other sources
    private final Queue<Preparing<S, P>> ahead = new ConcurrentLinkedQueue<>();
    private final List<Preparing<S, P>> batch = new ArrayList<>();
    private final Queue<Running<S, P, R>> running = new ConcurrentLinkedQueue<>();
    private final Deque<Finished<S, P, R>> finished = new ArrayDeque<>();
    private @Nullable P handedOut;
    private long typicalBytes;
    private volatile boolean closed;

    /**
     * Creates a pipeline; nothing is done before the first outcome is asked for.
     *
     * @param sources asked by the thread that asks for outcomes
     * @param budget bytes that may be prepared at one time
     * @param helpers prepare sources; where they are busy, or refuse, the asking thread does it
     * @param runs how many batches are worked on at a time, 1 or more; a single one by the asking thread
     */
    public Pipeline(
            Iterator<? extends S> sources,
            Stages<S, P, R> stages,
            BatchSize batchSize,
            long budget,
            Executor helpers,
            int runs) {
        this.sources = sources;
        this.stages = stages;
        this.batchSize = batchSize;
        this.budget = budget;
        this.helpers = helpers;
        this.runs = runs;
        typicalBytes = budget / 4; // until one is known
    }

    /** Returns whether there is another outcome; false once closed. */
    public boolean hasNext() {
        return !closed && (!finished.isEmpty() || !running.isEmpty() || hasMore());
    }

    private boolean hasMore() {
        return !batch.isEmpty() || !ahead.isEmpty() || hasSource();
    }

    /**
     * Returns the next outcome.
     *
     * @throws java.util.NoSuchElementException if there is none
     * @throws InterruptedException if this thread is interrupted while it waits for a helper; nothing is lost then, the call
     *     may be repeated
     * @throws java.util.concurrent.CancellationException if the pipeline is closed meanwhile
     */
    public Finished<S, P, R> next() throws InterruptedException {
        handedOut = null;
        startBatches();
        while (finished.isEmpty() && hasNext()) {
            finished.addAll(running.element().await());
            running.remove();
            startBatches();
        }
        Finished<S, P, R> next = finished.remove();
        handedOut = next.prepared();
        prepareAhead(0);
        return next;
    }

    /** Starts as many as are wanted at a time: one that is waited for in any case, others where memory allows. */
    private void startBatches() throws InterruptedException {
        while (!closed && hasMore() && (isIdle() || (runs > 1 && running.size() < runs && anotherFits()))) {
            fillBatch();
            if (batch.isEmpty()) {
                return; // closed, or what comes next has to wait for those that are running
            }
            Running<S, P, R> next = new Running<>(List.copyOf(batch), this::work);
            batch.clear();
            running.add(next);
            if (runs > 1) {
                helpers.execute(next);
            }
            prepareAhead(0);
        }
    }

    /** Whether nothing is worked on or waits to be handed out. */
    private boolean isIdle() {
        return running.isEmpty() && finished.isEmpty();
    }

    private void fillBatch() throws InterruptedException {
        int size = batchSize.next();
        int least = batchSize.least();
        prepareAhead(least);
        for (Preparing<S, P> next = ahead.peek(); next != null && batch.size() < size; next = ahead.peek()) {
            next.await();
            if (next.ranOutOfMemory()) {
                if (!batch.isEmpty() || !isIdle()) {
                    return; // those before it first
                }
                next = again(next);
            } else {
                ahead.remove();
            }
            batch.add(next);
            typicalBytes = Math.max(1, next.bytes(typicalBytes));
            prepareAhead(least);
        }
    }

    /** Prepares the first of those ahead with nothing beside it; the others are sources again. */
    private Preparing<S, P> again(Preparing<S, P> first) throws InterruptedException {
        for (Preparing<S, P> other : ahead) {
            other.await();
        }
        ahead.remove();
        List<S> others = ahead.stream().map(Preparing::source).toList();
        ahead.clear();
        for (int i = others.size() - 1; i >= 0; i--) {
            postponed.addFirst(others.get(i));
        }
        Preparing<S, P> alone = new Preparing<>(first.source(), stages);
        alone.await();
        return alone;
    }

    /** @param least how many the batch has to become, whether they fit or not */
    private void prepareAhead(int least) {
        int most = 2 * batchSize.next() * runs;
        while (!closed && hasSource() && (batch.size() + ahead.size() < least || (ahead.size() < most && fits(1)))) {
            S source = postponed.isEmpty() ? sources.next() : postponed.remove();
            Preparing<S, P> next = new Preparing<>(source, stages);
            ahead.add(next);
            helpers.execute(next.task());
            if (closed) {
                next.cancel(); // close() may have missed it
            }
        }
    }

    private boolean hasSource() {
        return !postponed.isEmpty() || sources.hasNext();
    }

    /** Whether a batch fits beside those that are worked on; what is prepared ahead is there already. */
    private boolean anotherFits() {
        return fits(Math.max(0, batchSize.least() - ahead.size()));
    }

    private boolean fits(int more) {
        long bytes = handedOut == null ? 0 : stages.bytes(handedOut);
        for (Preparing<S, P> one : ahead) {
            bytes += one.bytes(typicalBytes);
        }
        for (Preparing<S, P> one : batch) {
            bytes += one.bytes(0);
        }
        for (Running<S, P, R> some : running) {
            bytes += some.bytes();
        }
        for (Finished<S, P, R> outcome : finished) {
            bytes += outcome.prepared() == null ? 0 : stages.bytes(outcome.prepared());
        }
        return bytes + more * typicalBytes <= budget;
    }

    private List<Finished<S, P, R>> work(List<Preparing<S, P>> some) {
        List<P> inputs =
                some.stream().flatMap(one -> Stream.ofNullable(one.prepared())).toList();
        try {
            Iterator<R> results = inputs.isEmpty() ? Collections.emptyIterator() : run(inputs);
            return some.stream()
                    .map(one -> one.prepared() == null ? one.<R>failed(null) : one.done(results.next()))
                    .toList();
        } catch (RuntimeException | OutOfMemoryError e) {
            return inputs.size() > 1
                    ? some.stream().flatMap(one -> work(List.of(one)).stream()).toList()
                    : some.stream().map(one -> one.<R>failed(e)).toList();
        }
    }

    private Iterator<R> run(List<P> inputs) {
        long start = System.nanoTime();
        List<R> results = stages.run(inputs);
        batchSize.took(inputs.size(), System.nanoTime() - start);
        return results.iterator();
    }

    /**
     * Ends it: what is being prepared is interrupted, and nothing else is begun; batches that have begun end by themselves,
     * see {@link #awaitBatches}. A second call does nothing.
     */
    @Override
    public void close() {
        closed = true;
        ahead.forEach(Preparing::cancel);
        running.forEach(Running::cancel);
    }

    /** Waits until no batch is worked on, whatever became of them; an interrupt changes nothing. After {@link #close}. */
    public void awaitBatches() {
        running.forEach(Running::awaitEnd);
    }
}
