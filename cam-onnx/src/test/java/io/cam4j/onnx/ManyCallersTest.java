package io.cam4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.Outcome;
import io.cam4j.Request;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** 32 threads that explain, are interrupted, cancel streams, and have the mapper closed under them. */
@Timeout(240)
class ManyCallersTest {
    private static final int THREADS = 32;
    private static final List<BufferedImage> IMAGES =
            IntStream.range(0, 4).mapToObj(OnnxClassActivationMapperTest::image).toList();

    @TempDir
    Path folder;

    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger cancelled = new AtomicInteger();

    @Test
    void eachGetsTheRightAnswerOrAnOrderlyRefusal() throws Exception {
        closeUnderThem(TestModel.linear(0, 32).write(folder), 10);
    }

    @Test
    @Tag("soak")
    void eachGetsTheRightAnswerOrAnOrderlyRefusalForLong() throws Exception {
        closeUnderThem(TestModel.linear(0, 32).write(folder), 500);
    }

    private void closeUnderThem(Path model, int times) throws Exception {
        for (int time = 0; time < times; time++) {
            ExecutorService callers = Executors.newFixedThreadPool(THREADS);
            ClassActivationMapper mapper = OnnxClassActivationMapper.open(model);
            try {
                List<Explanation> alone =
                        IMAGES.stream().map(image -> mapper.explain(image, 3)).toList();
                List<Future<?>> results = new ArrayList<>();
                for (int caller = 0; caller < THREADS; caller++) {
                    SplittableRandom random = new SplittableRandom(time * THREADS + caller);
                    results.add(callers.submit(() -> call(mapper, alone, random)));
                }
                interruptSome(results, new SplittableRandom(time));
                mapper.close();
                for (Future<?> result : results) {
                    check(result);
                }
            } finally {
                mapper.close();
                callers.shutdownNow();
                assertThat(callers.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
            }
        }
        assertThat(answers).hasPositiveValue();
        assertThat(cancelled).hasPositiveValue();
    }

    /** A third of the callers, at random times of half a tenth of a second altogether. */
    private static void interruptSome(List<Future<?>> callers, SplittableRandom random) throws InterruptedException {
        for (int i = 0; i < THREADS / 3; i++) {
            Thread.sleep(random.nextInt(10));
            callers.get(random.nextInt(THREADS)).cancel(true);
        }
    }

    private static void check(Future<?> result) throws InterruptedException {
        try {
            result.get();
        } catch (CancellationException e) {
            // interrupted from outside
        } catch (ExecutionException e) {
            throw new AssertionError("neither an answer nor an orderly refusal", e);
        }
    }

    /** Until the mapper is closed. */
    private void call(ClassActivationMapper mapper, List<Explanation> alone, SplittableRandom random) {
        while (true) {
            try {
                switch (random.nextInt(3)) {
                    case 0 -> explain(mapper, alone, random.nextInt(IMAGES.size()));
                    case 1 -> explainAll(mapper, alone);
                    default -> explainSome(mapper, alone, random.nextInt(12));
                }
            } catch (CancellationException e) {
                cancelled.incrementAndGet(); // interrupted; goes on, as a thread of a pool would
                Thread.interrupted();
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("the mapper is closed; open it again to explain");
                return;
            }
        }
    }

    private void explain(ClassActivationMapper mapper, List<Explanation> alone, int image) {
        check(mapper.explain(IMAGES.get(image), 3), alone.get(image));
    }

    private void explainAll(ClassActivationMapper mapper, List<Explanation> alone) {
        List<Explanation> all = mapper.explainAll(IMAGES, 3);
        for (int i = 0; i < all.size(); i++) {
            check(all.get(i), alone.get(i));
        }
    }

    /** Takes so many outcomes of a stream that goes on, and closes it. */
    private void explainSome(ClassActivationMapper mapper, List<Explanation> alone, int count) {
        var endless = Collections.nCopies(1000, 1).iterator();
        try (var outcomes = mapper.explainEach(endless, IMAGES::get, Request.top(3))) {
            for (int i = 0; i < count; i++) {
                Outcome<Integer> outcome = outcomes.next();
                if (outcome instanceof Outcome.Explained<Integer> explained) {
                    check(explained.explanation(), alone.get(1));
                } else if (outcome instanceof Outcome.Failed<Integer> failed) {
                    assertThat(failed.cause()).hasMessage("the mapper is closed; open it again to explain");
                }
            }
        }
    }

    private void check(Explanation explanation, Explanation expected) {
        assertThat(explanation.logits()).isEqualTo(expected.logits());
        assertThat(explanation.top().map()).isEqualTo(expected.top().map());
        answers.incrementAndGet();
    }
}
