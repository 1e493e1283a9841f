package io.cam4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cam4j.gemm.GemmEngine;
import io.cam4j.network.HeadKind;
import io.cam4j.preprocessing.InputTensor;
import io.cam4j.testing.FakeNetwork;
import io.cam4j.testing.Meeting;
import io.cam4j.testing.TestPictures;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Images one after the other; the network says how bright each is. */
@Timeout(60)
class ExplainEachTest {
    private final FakeNetwork network = FakeNetwork.builder(HeadKind.GAP_LINEAR, 2, 1, 1, 0)
            .features(1, 1, picture -> new float[] {picture[0]})
            .build();

    private static ClassActivationMapper.Builder builder(FakeNetwork network) {
        return ClassActivationMapper.builder(network)
                .preprocessing(
                        io.cam4j.preprocessing.Preprocessing.builder(2, 2).build())
                .gemm(GemmEngine.java("for a test"));
    }

    private static BufferedImage gray(Integer level) throws IOException {
        if (level == 13) {
            throw new IOException("thirteen cannot be read");
        }
        return TestPictures.flat(3, 2, level);
    }

    private static List<String> told(Iterator<Outcome<Integer>> outcomes) {
        List<String> told = new ArrayList<>();
        outcomes.forEachRemaining(outcome -> told.add(tell(outcome)));
        return told;
    }

    private static String tell(Outcome<Integer> outcome) {
        return outcome instanceof Outcome.Explained<Integer> explained
                ? "%d is %.0f"
                        .formatted(outcome.source(), explained.explanation().logits()[0])
                : "%d: %s"
                        .formatted(
                                outcome.source(),
                                ((Outcome.Failed<Integer>) outcome).cause().getMessage());
    }

    @Test
    void outcomesComeInOrderAndAFailureStopsNoOther() {
        try (ClassActivationMapper mapper = builder(network).batch(2).build();
                var outcomes = mapper.explainEach(
                        List.of(5, 13, 7, 9, 11).iterator(), ExplainEachTest::gray, Request.top(1))) {
            assertThat(told(outcomes))
                    .containsExactly("5 is 5", "13: thirteen cannot be read", "7 is 7", "9 is 9", "11 is 11");
        }
        assertThat(network.openOutputs()).isZero();
    }

    @Test
    void anImageWhoseScoresAreNoNumbersFailsAlone() {
        FakeNetwork picky = FakeNetwork.builder(HeadKind.GAP_LINEAR, 2, 1, 1, 0)
                .features(1, 1, picture -> new float[] {picture[0]})
                .logits(picture -> new float[] {picture[0] == 7 ? Float.NaN : picture[0], 0})
                .build();
        try (ClassActivationMapper mapper = builder(picky).batch(4).build();
                var outcomes = mapper.explainEach(List.of(5, 7, 9).iterator(), ExplainEachTest::gray, Request.top(1))) {
            assertThat(told(outcomes))
                    .hasSize(3)
                    .element(1)
                    .asString()
                    .startsWith("7: ")
                    .contains("NaN");
        }
        assertThat(picky.batches()).containsExactly(3, 1, 1, 1);
    }

    @Test
    void theLoadedImageComesBack() {
        BufferedImage image = TestPictures.flat(3, 2, 40);
        try (ClassActivationMapper mapper = builder(network).build();
                var outcomes = mapper.explainEach(List.of("a").iterator(), name -> image, Request.top(1))) {
            assertThat(outcomes.next())
                    .isInstanceOfSatisfying(
                            Outcome.Explained.class,
                            explained -> assertThat(explained.image()).isSameAs(image));
        }
    }

    @Test
    void aNetworkThatRunsTwiceAtATimeIsGivenTwoBatchesAndOutcomesStayInOrder() {
        Meeting both = new Meeting(2); // passed only where two come
        FakeNetwork wide = FakeNetwork.builder(HeadKind.GAP_LINEAR, 2, 1, 1, 0)
                .features(1, 1, picture -> new float[] {picture[0]})
                .runsAtOnce(2)
                .duringRun(both::await)
                .build();
        List<Integer> levels = IntStream.range(20, 60).boxed().toList();
        try (ClassActivationMapper mapper = builder(wide).batch(2).build();
                var outcomes = mapper.explainEach(levels.iterator(), ExplainEachTest::gray, Request.top(1))) {
            assertThat(told(outcomes))
                    .isEqualTo(levels.stream().map(n -> n + " is " + n).toList());
        }
        assertThat(wide.batches()).hasSize(20).containsOnly(2);
        assertThat(wide.openOutputs()).isZero();
    }

    @Test
    void theFasterOfOneAndEightIsFoundOut() {
        try (ClassActivationMapper mapper = builder(network).build();
                var outcomes = mapper.explainEach(
                        Collections.nCopies(100, 1).iterator(), ExplainEachTest::gray, Request.top(1))) {
            assertThat(told(outcomes)).hasSize(100).containsOnly("1 is 1");
        }
        assertThat(network.batches()).startsWith(8, 1, 1, 1, 1, 1, 1, 1, 1, 8);
    }

    @Test
    void aHundredThousandImagesAreNeverLoadedFarAhead() {
        AtomicInteger loaded = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        BufferedImage image = TestPictures.flat(2, 2, 1);
        try (ClassActivationMapper mapper = builder(network).build();
                var outcomes = mapper.explainEach(
                        IntStream.range(0, 100_000).iterator(),
                        number -> {
                            int ahead = loaded.incrementAndGet() - taken.get();
                            most.accumulateAndGet(ahead, Math::max);
                            return image;
                        },
                        Request.top(1))) {
            outcomes.forEachRemaining(outcome -> taken.incrementAndGet());
        }
        assertThat(taken).hasValue(100_000);
        assertThat(most).hasValueLessThanOrEqualTo(3 * 8 + 1); // a batch at work, two ahead
    }

    @Test
    void itIsAStreamToo() {
        try (ClassActivationMapper mapper = builder(network).build();
                Stream<Outcome<Integer>> outcomes = mapper
                        .explainEach(Stream.iterate(1, n -> n + 1).iterator(), ExplainEachTest::gray, Request.top(1))
                        .stream()) {
            assertThat(outcomes.limit(3).map(ExplainEachTest::tell)).containsExactly("1 is 1", "2 is 2", "3 is 3");
        }
    }

    @Test
    void afterClosingThereAreNoMoreOutcomes() {
        try (ClassActivationMapper mapper = builder(network).build()) {
            var outcomes = mapper.explainEach(Arrays.asList(1, 2, 3).iterator(), ExplainEachTest::gray, Request.top(1));
            outcomes.next();
            outcomes.close();
            outcomes.close();

            assertThat(outcomes.hasNext()).isFalse();
        }
    }

    @Test
    void anInterruptEndsTheStreamAndStaysSet() {
        try (ClassActivationMapper mapper = builder(network).build()) {
            var outcomes = mapper.explainEach(List.of(1, 2).iterator(), ExplainEachTest::gray, Request.top(1));
            Thread.currentThread().interrupt();

            assertThatThrownBy(outcomes::next).isInstanceOf(CancellationException.class);

            assertThat(Thread.interrupted()).isTrue();
            assertThat(outcomes.hasNext()).isFalse();
        }
    }

    @Test
    void anInterruptDoesNotKeepAListFromBeingExplained() throws IOException {
        List<BufferedImage> images = List.of(gray(1), gray(2), gray(3));
        try (ClassActivationMapper mapper = builder(network).build()) {
            Thread.currentThread().interrupt();

            assertThat(mapper.explainAll(images, 1)).hasSize(3);

            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void inputsMadeBeforehandAreExplainedAsTheirImagesAre() throws IOException {
        List<BufferedImage> images = List.of(gray(1), gray(2), gray(3));
        try (ClassActivationMapper mapper = builder(network).build()) {
            List<InputTensor> inputs = images.stream().map(mapper::preprocess).toList();

            assertThat(mapper.explainInputs(inputs, Request.top(1)))
                    .extracting(Explanation::logits)
                    .containsExactlyElementsOf(mapper.explainAll(images, 1).stream()
                            .map(Explanation::logits)
                            .toList());
        }
    }

    @Test
    void closingTheStreamFromAnotherThreadEndsWhoeverWaits() throws Exception {
        CountDownLatch loading = new CountDownLatch(1);
        ExecutorService caller = Executors.newSingleThreadExecutor();
        try (ClassActivationMapper mapper = builder(network).build()) {
            var outcomes = mapper.explainEach(
                    List.of(1).iterator(),
                    number -> {
                        loading.countDown();
                        return sleep();
                    },
                    Request.top(1));
            Future<?> waiting = caller.submit(outcomes::next);
            loading.await();

            outcomes.close();

            assertThatThrownBy(waiting::get).hasCauseInstanceOf(CancellationException.class);
        } finally {
            caller.shutdownNow();
        }
    }

    private static BufferedImage sleep() throws IOException {
        try {
            Thread.sleep(50_000);
        } catch (InterruptedException e) {
            throw new java.io.InterruptedIOException();
        }
        return gray(1);
    }

    @Test
    void closingTheMapperEndsItsStreams() {
        ClassActivationMapper mapper = builder(network).batch(1).build();
        var outcomes = mapper.explainEach(List.of(1, 2).iterator(), ExplainEachTest::gray, Request.top(1));
        outcomes.next();
        mapper.close();

        assertThatThrownBy(outcomes::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> mapper.explainEach(List.of(1).iterator(), ExplainEachTest::gray, Request.top(1)))
                .hasMessageContaining("closed");
    }

    @Test
    void whatDoesNotSuitIsRefusedAtOnce() {
        try (ClassActivationMapper mapper = builder(network).build()) {
            assertThatThrownBy(() -> mapper.explainEach(List.of(1).iterator(), ExplainEachTest::gray, Request.top(3)))
                    .hasMessageContaining("1 to 2 classes expected");
        }
        assertThatThrownBy(() -> builder(network).batch(0))
                .hasMessageContaining("a batch of 1 or more images expected");
    }
}
