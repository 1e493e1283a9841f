package io.cam4j.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cam4j.testing.Meeting;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pipelines that work on two batches at a time. */
@Timeout(60)
class SeveralBatchesTest {
    private final ExecutorService helpers = Executors.newFixedThreadPool(3);
    private final AtomicInteger asked = new AtomicInteger();

    @AfterEach
    void endHelpers() {
        helpers.shutdownNow();
    }

    /** Numbers that are prepared as they are, at so many bytes each, and worked on as a test wants. */
    private record Numbers(long each, Function<List<Integer>, List<Integer>> work)
            implements Stages<Integer, Integer, Integer> {
        @Override
        public Integer prepare(Integer source) {
            return source;
        }

        @Override
        public long bytes(Integer prepared) {
            return each;
        }

        @Override
        public List<Integer> run(List<Integer> batch) {
            return work.apply(batch);
        }
    }

    private Pipeline<Integer, Integer, Integer> pipeline(
            int count, int batch, long budget, Executor executor, Stages<Integer, Integer, Integer> stages) {
        return new Pipeline<>(
                IntStream.range(0, count).peek(n -> asked.incrementAndGet()).iterator(),
                stages,
                BatchSize.fixed(batch),
                budget,
                executor,
                2);
    }

    private static List<Integer> all(Pipeline<Integer, Integer, Integer> pipeline) throws InterruptedException {
        List<Integer> results = new ArrayList<>();
        while (pipeline.hasNext()) {
            results.add(pipeline.next().orThrow());
        }
        return results;
    }

    private static List<Integer> upTo(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    @Test
    void twoBatchesAreWorkedOnAtATimeAndOutcomesStayInOrder() throws InterruptedException {
        Meeting both = new Meeting(2); // passed only where two come
        var stages = new Numbers(1, batch -> {
            both.await();
            return batch;
        });

        assertThat(all(pipeline(24, 3, 100, helpers, stages))).isEqualTo(upTo(24));
    }

    @Test
    void neverAreThereMoreBatchesAtATime() throws InterruptedException {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        var stages = new Numbers(1, batch -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.onSpinWait();
            now.decrementAndGet();
            return batch;
        });

        assertThat(all(pipeline(500, 1, 100, helpers, stages))).isEqualTo(upTo(500));
        assertThat(most).hasValueLessThanOrEqualTo(2);
    }

    @Test
    void beyondTheBudgetThereIsOneBatchAtATime() throws InterruptedException {
        var pipeline = pipeline(50, 1, 1500, helpers, new Numbers(1000, batch -> batch));
        for (int i = 0; i < 30; i++) {
            pipeline.next();

            assertThat(asked).hasValueLessThanOrEqualTo(i + 1 + 4);
        }
    }

    @Test
    void whatIsPreparedAheadMakesAnotherBatchEvenWhereNoMoreFits() throws InterruptedException {
        Meeting both = new Meeting(2);
        var stages = new Numbers(1000, batch -> {
            both.await();
            return batch;
        });

        assertThat(all(pipeline(40, 1, 3000, helpers, stages))).isEqualTo(upTo(40));
    }

    @Test
    void aGivenBatchIsFilledAllTheSame() throws InterruptedException {
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        var stages = new Numbers(1000, batch -> {
            sizes.add(batch.size());
            return batch;
        });

        assertThat(all(pipeline(40, 4, 6500, helpers, stages))).isEqualTo(upTo(40));
        assertThat(sizes).containsOnly(4);
    }

    @Test
    void withoutHelpersWhoeverAsksWorksOnAll() throws InterruptedException {
        assertThat(all(pipeline(7, 2, 100, task -> {}, new Numbers(1, batch -> batch))))
                .isEqualTo(upTo(7));
    }

    @Test
    void aFailureCostsNoOtherAnything() throws InterruptedException {
        var pipeline = pipeline(8, 2, 100, helpers, new Numbers(1, batch -> {
            if (batch.contains(3)) {
                throw new IllegalStateException("three");
            }
            return batch;
        }));
        List<Integer> failed = new ArrayList<>();
        List<Integer> done = new ArrayList<>();
        while (pipeline.hasNext()) {
            Finished<Integer, Integer, Integer> next = pipeline.next();
            (next.failure() == null ? done : failed).add(next.source());
        }

        assertThat(failed).containsExactly(3);
        assertThat(done).containsExactly(0, 1, 2, 4, 5, 6, 7);
    }

    @Test
    void whatRunsOutOfMemoryBesideOthersIsTriedOnceMoreWithNothingBesideIt() throws InterruptedException {
        AtomicInteger working = new AtomicInteger();
        AtomicInteger tries = new AtomicInteger();
        var stages = new Stages<Integer, Integer, Integer>() {
            @Override
            public Integer prepare(Integer source) {
                if (source == 5 && tries.getAndIncrement() == 0) {
                    throw new OutOfMemoryError("no room");
                }
                assertThat(source != 5 || working.get() == 0).isTrue();
                return source;
            }

            @Override
            public long bytes(Integer prepared) {
                return 1;
            }

            @Override
            public List<Integer> run(List<Integer> batch) {
                working.incrementAndGet();
                Thread.onSpinWait();
                working.decrementAndGet();
                return batch;
            }
        };

        assertThat(all(pipeline(12, 2, 100, helpers, stages))).isEqualTo(upTo(12));
        assertThat(tries).hasValue(2);
    }

    @Test
    void anErrorInABatchReachesWhoeverAsks() {
        var pipeline = pipeline(4, 1, 100, helpers, new Numbers(1, batch -> {
            throw new StackOverflowError("deep");
        }));

        assertThatThrownBy(pipeline::next)
                .isInstanceOf(StackOverflowError.class)
                .hasMessage("deep");
    }

    @Test
    void whatHasBegunWhenItIsClosedMayBeWaitedForAndNothingElseBegins() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicInteger started = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        var pipeline = pipeline(50, 1, 100, helpers, new Numbers(1, batch -> {
            started.incrementAndGet();
            begun.countDown();
            await(mayEnd);
            ended.incrementAndGet();
            return batch;
        }));
        Future<?> asking = helpers.submit(pipeline::next);
        begun.await();

        pipeline.close();
        mayEnd.countDown();
        pipeline.awaitBatches();

        assertThat(ended).hasValue(2);
        asking.get();
        assertThat(started).hasValue(2);
        assertThat(pipeline.hasNext()).isFalse();
    }

    @Test
    void whatHasNotBegunIsNotBegunAfterClosing() throws Exception {
        AtomicInteger started = new AtomicInteger();
        Queue<Runnable> tasks = new ConcurrentLinkedQueue<>(); // helpers that come late
        var pipeline = pipeline(3, 1, 100, tasks::add, new Numbers(1, batch -> {
            started.incrementAndGet();
            return batch;
        }));
        pipeline.next(); // done by this thread; the second batch waits for a helper

        pipeline.close();
        tasks.forEach(Runnable::run);
        pipeline.awaitBatches();

        assertThat(started).hasValue(1);
        assertThat(pipeline.hasNext()).isFalse();
        assertThatThrownBy(pipeline::next).isInstanceOf(NoSuchElementException.class);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
