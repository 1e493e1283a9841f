package io.cam4j;

import io.cam4j.pipeline.Finished;
import io.cam4j.pipeline.Pipeline;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Outcomes of any number of images, in the order of their sources; see {@link ClassActivationMapper#explainEach}. For one
 * thread, but {@link #close()} may be called by any. Interrupting the thread that asks ends the stream.
 *
 * @param <S> what images are loaded from
 */
public final class ExplanationStream<S> implements Iterator<Outcome<S>>, AutoCloseable {
    private final Pipeline<S, LoadedImage, Explanation> pipeline;
    private final Runnable checkOpen;

    ExplanationStream(Pipeline<S, LoadedImage, Explanation> pipeline, Runnable checkOpen) {
        this.pipeline = pipeline;
        this.checkOpen = checkOpen;
    }

    /** Returns whether there is another outcome; false once the stream is closed. */
    @Override
    public boolean hasNext() {
        return pipeline.hasNext();
    }

    /**
     * Returns the next outcome; what it takes to know it is done now, or was done ahead.
     *
     * @throws NoSuchElementException if there is none
     * @throws CancellationException if the stream is closed meanwhile, or this thread is interrupted, which closes the
     *     stream; the thread stays interrupted
     * @throws IllegalStateException if the mapper is closed
     */
    @Override
    public Outcome<S> next() {
        checkOpen.run();
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return outcome(pipeline.next());
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while images were explained");
        }
    }

    private static <S> Outcome<S> outcome(Finished<S, LoadedImage, Explanation> done) {
        Throwable failure = done.failure();
        LoadedImage prepared = done.prepared();
        Explanation explanation = done.result();
        return prepared != null && explanation != null
                ? new Outcome.Explained<>(done.source(), prepared.image(), explanation)
                : new Outcome.Failed<>(
                        done.source(), failure == null ? new IllegalStateException("no result") : failure);
    }

    /** Returns the outcomes to come as a sequential stream; closing it closes this. */
    public Stream<Outcome<S>> stream() {
        Spliterator<Outcome<S>> outcomes =
                Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL);
        return StreamSupport.stream(outcomes, false).onClose(this::close);
    }

    /** Ends it: what is being loaded is interrupted, nothing else is begun. A second call does nothing. */
    @Override
    public void close() {
        pipeline.close();
    }
}
