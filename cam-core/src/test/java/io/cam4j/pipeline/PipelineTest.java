package io.cam4j.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Numbers are prepared by being doubled and worked on by being made text. */
@Timeout(60)
class PipelineTest {
    private final ExecutorService helpers = Executors.newFixedThreadPool(3);
    private final AtomicInteger asked = new AtomicInteger();
    private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void endHelpers() {
        helpers.shutdownNow();
    }

    /** A stage that costs {@code bytes} for each number, and calls what a test wants to happen. */
    private class Doubling implements Stages<Integer, Long, String> {
        private final long bytes;

        Doubling(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public Long prepare(Integer source) throws Exception {
            return 2L * source;
        }

        @Override
        public long bytes(Long prepared) {
            return bytes;
        }

        @Override
        public List<String> run(List<Long> batch) {
            batches.add(batch.size());
            return batch.stream().map(String::valueOf).toList();
        }
    }

    private Iterator<Integer> numbers(int count) {
        return IntStream.range(0, count).peek(n -> asked.incrementAndGet()).iterator();
    }

    private Pipeline<Integer, Long, String> pipeline(int count, Stages<Integer, Long, String> stages, int batch) {
        return new Pipeline<>(numbers(count), stages, BatchSize.fixed(batch), 1 << 20, helpers, 1);
    }

    private static List<String> all(Pipeline<Integer, Long, String> pipeline) throws InterruptedException {
        List<String> results = new ArrayList<>();
        while (pipeline.hasNext()) {
            Finished<Integer, Long, String> next = pipeline.next();
            results.add(
                    next.failure() == null
                            ? next.result()
                            : next.source() + ": " + next.failure().getMessage());
        }
        return results;
    }

    @Test
    void resultsComeInTheOrderOfTheSourcesInFullBatchesButTheLast() throws InterruptedException {
        assertThat(all(pipeline(10, new Doubling(1), 4)))
                .containsExactly("0", "2", "4", "6", "8", "10", "12", "14", "16", "18");
        assertThat(batches).containsExactly(4, 4, 2);
    }

    @Test
    void nothingIsAskedForBeforeSomebodyWantsAnOutcomeAndThenTwoBatchesAheadAtMost() throws InterruptedException {
        Pipeline<Integer, Long, String> pipeline = pipeline(100, new Doubling(1), 4);
        assertThat(asked).hasValue(0);

        pipeline.next();

        assertThat(asked).hasValueLessThanOrEqualTo(4 + 2 * 4 + 1); // the iterator itself looks one ahead
    }

    @Test
    void beyondTheBudgetNothingIsPreparedAhead() throws InterruptedException {
        var pipeline = new Pipeline<>(numbers(100), new Doubling(1000), BatchSize.measured(8), 2500, helpers, 1);
        for (int i = 0; i < 20; i++) {
            pipeline.next();

            assertThat(asked).hasValueLessThanOrEqualTo(i + 1 + 4 + 1);
        }
    }

    @Test
    void aGivenBatchIsFilledAllTheSame() throws InterruptedException {
        all(new Pipeline<>(numbers(12), new Doubling(1000), BatchSize.fixed(4), 10, helpers, 1));

        assertThat(batches).containsExactly(4, 4, 4);
    }

    @Test
    void whatCannotBePreparedCostsNobodyElseAnything() throws InterruptedException {
        var stages = new Doubling(1) {
            @Override
            public Long prepare(Integer source) throws Exception {
                if (source % 3 == 1) {
                    throw new java.io.IOException("broken");
                }
                return super.prepare(source);
            }
        };

        assertThat(all(pipeline(6, stages, 3))).containsExactly("0", "1: broken", "4", "6", "4: broken", "10");
    }

    @Test
    void whatFailsInABatchIsFoundAndTheOthersSucceed() throws InterruptedException {
        var stages = new Doubling(1) {
            @Override
            public List<String> run(List<Long> batch) {
                if (batch.contains(4L)) {
                    throw new IllegalStateException("four");
                }
                return super.run(batch);
            }
        };

        assertThat(all(pipeline(5, stages, 5))).containsExactly("0", "2", "2: four", "6", "8");
    }

    @Test
    void whatRunsOutOfMemoryBesideOthersIsTriedOnceMoreByItself() throws InterruptedException {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger tries = new AtomicInteger();
        var stages = new Doubling(1) {
            @Override
            public Long prepare(Integer source) throws Exception {
                int beside = running.getAndIncrement();
                try {
                    if (source == 5 && (tries.getAndIncrement() == 0 || beside > 0)) {
                        throw new OutOfMemoryError("no room");
                    }
                    return super.prepare(source);
                } finally {
                    running.decrementAndGet();
                }
            }
        };

        assertThat(all(pipeline(12, stages, 4)))
                .containsExactly("0", "2", "4", "6", "8", "10", "12", "14", "16", "18", "20", "22");
        assertThat(tries).hasValue(2);
    }

    @Test
    void whatDoesNotFitAloneFails() throws InterruptedException {
        var stages = new Doubling(1) {
            @Override
            public Long prepare(Integer source) throws Exception {
                if (source == 1) {
                    throw new OutOfMemoryError("no room");
                }
                return super.prepare(source);
            }
        };

        assertThat(all(pipeline(3, stages, 4))).containsExactly("0", "1: no room", "4");
    }

    @Test
    void withoutHelpersWhoeverAsksDoesTheWork() throws InterruptedException {
        var pipeline = new Pipeline<>(numbers(3), new Doubling(1), BatchSize.fixed(2), 100, task -> {}, 1);

        assertThat(all(pipeline)).containsExactly("0", "2", "4");
    }

    @Test
    void afterTheLastThereIsNone() throws InterruptedException {
        Pipeline<Integer, Long, String> pipeline = pipeline(1, new Doubling(1), 2);
        pipeline.next();

        assertThat(pipeline.hasNext()).isFalse();
        assertThatThrownBy(pipeline::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void closingEndsWhoeverWaitsAndInterruptsWhatIsBeingPrepared() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Pipeline<Integer, Long, String> pipeline = pipeline(3, stuck(begun, interrupted), 1);
        Future<?> waiting = helpers.submit(pipeline::next);
        begun.await();

        pipeline.close();

        assertThatThrownBy(waiting::get).hasCauseInstanceOf(CancellationException.class);
        interrupted.await();
        assertThat(pipeline.hasNext()).isFalse();
    }

    @Test
    void anInterruptedWaitMayBeRepeated() throws Exception {
        CountDownLatch mayGo = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        var stages = new Doubling(1) {
            @Override
            public Long prepare(Integer source) throws Exception {
                begun.countDown();
                mayGo.await();
                return super.prepare(source);
            }
        };
        Executor begins = task -> {
            helpers.execute(task);
            while (begun.getCount() > 0) { // until a helper has it
                Thread.onSpinWait();
            }
        };
        var pipeline = new Pipeline<>(numbers(2), stages, BatchSize.fixed(1), 100, begins, 1);
        Thread.currentThread().interrupt();
        assertThatThrownBy(pipeline::next).isInstanceOf(InterruptedException.class);

        mayGo.countDown();

        assertThat(all(pipeline)).containsExactly("0", "2");
    }

    private Stages<Integer, Long, String> stuck(CountDownLatch begun, CountDownLatch interrupted) {
        return new Doubling(1) {
            @Override
            public Long prepare(Integer source) throws Exception {
                begun.countDown();
                try {
                    Thread.sleep(50_000);
                } catch (InterruptedException e) {
                    interrupted.countDown();
                    throw e;
                }
                return super.prepare(source);
            }
        };
    }
}
