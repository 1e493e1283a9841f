package io.cam4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cam4j.gemm.GemmEngine;
import io.cam4j.network.HeadKind;
import io.cam4j.preprocessing.InputTensor;
import io.cam4j.testing.FakeNetwork;
import io.cam4j.testing.TestPictures;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing a mapper, alone and beside callers. */
@Timeout(60)
class MapperLifeTest {
    private static final BufferedImage IMAGE = TestPictures.flat(3, 3, 128);

    private final ExecutorService callers = Executors.newFixedThreadPool(4);

    @AfterEach
    void endCallers() {
        callers.shutdownNow();
    }

    private static FakeNetwork.Builder network() {
        return FakeNetwork.builder(HeadKind.GAP_LINEAR, 2, 1, 1, 2).features(1, 2, 3, 4);
    }

    private static ClassActivationMapper mapper(FakeNetwork network) {
        return ClassActivationMapper.builder(network)
                .gemm(GemmEngine.java("for a test"))
                .build();
    }

    @Test
    void theMapperClosesItsNetworkOnce() {
        FakeNetwork network = network().build();
        ClassActivationMapper mapper = mapper(network);

        mapper.close();
        mapper.close();

        assertThat(network.closes()).isEqualTo(1);
    }

    @Test
    void aClosedMapperRefusesToExplain() {
        FakeNetwork network = network().build();
        ClassActivationMapper mapper = mapper(network);
        InputTensor input = mapper.preprocess(IMAGE);
        mapper.close();

        for (Runnable call : List.<Runnable>of(
                () -> mapper.explain(IMAGE, 1),
                () -> mapper.explain(input, 1),
                () -> mapper.explainClasses(IMAGE, List.of(0)),
                () -> mapper.explainClasses(input, List.of(0)),
                () -> mapper.explainAll(List.of(IMAGE), 1))) {
            assertThatThrownBy(call::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the mapper is closed; open it again to explain");
        }
        assertThat(network.batches()).isEmpty();
    }

    @Test
    void explanationsOutliveTheMapper() {
        FakeNetwork network = network().build();
        ClassActivationMapper mapper = mapper(network);
        Explanation explanation = mapper.explain(IMAGE, 2);
        mapper.close();

        assertThat(explanation.logits()).containsExactly(3.5f, 7f);
        assertThat(explanation.top().map()).isEqualTo(ActivationMap.of(1, 2, 6, 8));
        assertThat(explanation.provenance().model().sha256()).hasSize(64);
        assertThat(network.openOutputs()).isZero();
    }

    @Test
    void closingWaitsForTheExplanationsUnderWay() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        FakeNetwork network = network()
                .duringRun(() -> {
                    running.countDown();
                    await(mayEnd);
                })
                .build();
        ClassActivationMapper mapper = mapper(network);
        Future<Explanation> explanation = callers.submit(() -> mapper.explain(IMAGE, 1));
        running.await();
        Future<?> closing = callers.submit(mapper::close);
        assertThat(closing.isDone()).isFalse();

        mayEnd.countDown();

        assertThat(explanation.get().top().index()).isEqualTo(1);
        closing.get();
        assertThat(network.closes()).isEqualTo(1);
    }

    @Test
    void closingBesideManyCallersGivesEachAnAnswerOrARefusal() throws Exception {
        FakeNetwork network = network().build();
        ClassActivationMapper mapper = mapper(network);
        Explanation alone = mapper.explain(IMAGE, 2);
        AtomicInteger answers = new AtomicInteger();
        CountDownLatch busy = new CountDownLatch(40);
        List<Future<?>> results = new ArrayList<>();
        for (int caller = 0; caller < 4; caller++) {
            results.add(callers.submit(() -> {
                while (true) {
                    try {
                        assertThat(mapper.explain(IMAGE, 2).activations()).isEqualTo(alone.activations());
                        answers.incrementAndGet();
                        busy.countDown();
                    } catch (IllegalStateException closed) {
                        assertThat(closed).hasMessageContaining("the mapper is closed");
                        return;
                    }
                }
            }));
        }
        busy.await();

        mapper.close();

        for (Future<?> result : results) {
            result.get();
        }
        assertThat(network.batches()).hasSize(answers.get() + 1);
        assertThat(network.openOutputs()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("waited too long");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
