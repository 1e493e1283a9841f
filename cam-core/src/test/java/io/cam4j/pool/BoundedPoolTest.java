package io.cam4j.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BoundedPoolTest {
    private final ExecutorService callers = Executors.newFixedThreadPool(4);
    private final List<String> log = new ArrayList<>(); // the pool calls maker and closer under its lock
    private int made;

    @AfterEach
    void endCallers() {
        callers.shutdownNow();
    }

    private BoundedPool<String, String> pool(int capacity) {
        return new BoundedPool<>(capacity, this::make, thing -> log.add("free " + thing));
    }

    private String make(String key) {
        made++;
        log.add("make " + key + made);
        return key + made;
    }

    @Test
    void whatComesBackIsLentAgain() {
        try (BoundedPool<String, String> pool = pool(2)) {
            try (BoundedPool.Lease<String, String> first = pool.take("a")) {
                assertThat(first.value()).isEqualTo("a1");
            }
            try (BoundedPool.Lease<String, String> second = pool.take("a")) {
                assertThat(second.value()).isEqualTo("a1");
            }
            assertThat(log).containsExactly("make a1");
        }
        assertThat(log).containsExactly("make a1", "free a1");
    }

    @Test
    void whatIsLentIsNotLentTwice() {
        try (BoundedPool<String, String> pool = pool(2);
                BoundedPool.Lease<String, String> first = pool.take("a");
                BoundedPool.Lease<String, String> second = pool.take("a")) {
            assertThat(first.value()).isEqualTo("a1");
            assertThat(second.value()).isEqualTo("a2");
        }
        assertThat(log).contains("free a1", "free a2").hasSize(4);
    }

    @Test
    void anotherKeyTakesThePlaceOfWhatWasUsedLongestAgo() {
        try (BoundedPool<String, String> pool = pool(2)) {
            pool.take("a").close();
            pool.take("b").close();
            pool.take("a").close();

            pool.take("c").close();
            pool.take("a").close();

            assertThat(log).containsExactly("make a1", "make b2", "free b2", "make c3");
        }
    }

    @Test
    void aCallerWaitsWhenAllAreLent() throws Exception {
        try (BoundedPool<String, String> pool = pool(1)) {
            BoundedPool.Lease<String, String> lent = pool.take("a");
            Future<String> waiting = callers.submit(() -> {
                try (BoundedPool.Lease<String, String> lease = pool.take("a")) {
                    return lease.value();
                }
            });
            assertThatThrownBy(() -> waiting.get(100, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

            lent.close();

            assertThat(waiting.get()).isEqualTo("a1");
        }
    }

    @Test
    void aCallerWaitingForAnotherKeyGetsOneOfItsOwn() throws Exception {
        try (BoundedPool<String, String> pool = pool(1)) {
            BoundedPool.Lease<String, String> lent = pool.take("a");
            Future<String> waiting = callers.submit(() -> {
                try (BoundedPool.Lease<String, String> lease = pool.take("b")) {
                    return lease.value();
                }
            });

            lent.close();

            assertThat(waiting.get()).isEqualTo("b2");
        }
        assertThat(log).containsExactly("make a1", "free a1", "make b2", "free b2");
    }

    @Test
    void anInterruptNeitherEndsTheWaitNorGetsLost() throws Exception {
        try (BoundedPool<String, String> pool = pool(1)) {
            BoundedPool.Lease<String, String> lent = pool.take("a");
            CountDownLatch started = new CountDownLatch(1);
            Future<Boolean> waiting = callers.submit(() -> {
                Thread.currentThread().interrupt();
                started.countDown();
                try (BoundedPool.Lease<String, String> lease = pool.take("a")) {
                    return lease.value().equals("a1") && Thread.interrupted();
                }
            });
            started.await();
            assertThatThrownBy(() -> waiting.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

            lent.close();

            assertThat(waiting.get()).isTrue();
        }
    }

    @Test
    void thereAreNeverMoreThanItsCapacity() throws Exception {
        AtomicInteger alive = new AtomicInteger();
        AtomicInteger lent = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        try (BoundedPool<Integer, Object> pool = new BoundedPool<>(
                3,
                key -> {
                    most.accumulateAndGet(alive.incrementAndGet(), Math::max);
                    return new Object();
                },
                thing -> alive.decrementAndGet())) {
            List<Future<?>> results = new ArrayList<>();
            for (int caller = 0; caller < 4; caller++) {
                int offset = caller;
                results.add(callers.submit(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        try (BoundedPool.Lease<Integer, Object> lease = pool.take((i + offset) % 5)) {
                            assertThat(lease.value()).isNotNull();
                            assertThat(lent.incrementAndGet()).isBetween(1, 3);
                            lent.decrementAndGet();
                        }
                    }
                }));
            }
            for (Future<?> result : results) {
                result.get();
            }
        }
        assertThat(most).hasValueBetween(1, 3);
        assertThat(alive).hasValue(0);
    }

    @Test
    void closingFreesWhatIsFreeAndTheRestWhenItComesBack() {
        BoundedPool<String, String> pool = pool(2);
        BoundedPool.Lease<String, String> lent = pool.take("a");
        pool.take("b").close();

        pool.close();
        pool.close();
        assertThat(log).containsExactly("make a1", "make b2", "free b2");

        lent.close();
        lent.close();
        assertThat(log).containsExactly("make a1", "make b2", "free b2", "free a1");
    }

    @Test
    void aClosedPoolLendsNothing() {
        BoundedPool<String, String> pool = pool(1);
        pool.close();

        assertThatThrownBy(() -> pool.take("a"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the pool is closed");
    }

    @Test
    void closingEndsTheWaitOfCallers() {
        BoundedPool<String, String> pool = pool(1);
        BoundedPool.Lease<String, String> lent = pool.take("a");
        Future<?> waiting = callers.submit(() -> pool.take("a"));
        assertThatThrownBy(() -> waiting.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        pool.close();

        assertThatThrownBy(waiting::get).hasRootCauseMessage("the pool is closed");
        lent.close();
        assertThat(log).containsExactly("make a1", "free a1");
    }

    @Test
    void givingBackTwiceDoesNothing() {
        try (BoundedPool<String, String> pool = pool(2)) {
            BoundedPool.Lease<String, String> lease = pool.take("a");
            lease.close();
            lease.close();

            try (BoundedPool.Lease<String, String> first = pool.take("a");
                    BoundedPool.Lease<String, String> second = pool.take("a")) {
                assertThat(first.value()).isNotEqualTo(second.value());
            }
        }
    }

    @Test
    void aFailureToMakeOneReachesTheCallerAndTakesNoRoom() {
        AtomicInteger calls = new AtomicInteger();
        try (BoundedPool<String, String> pool = new BoundedPool<>(
                1,
                key -> {
                    if (calls.incrementAndGet() < 3) {
                        throw new IllegalArgumentException("no memory");
                    }
                    return key;
                },
                thing -> {})) {
            assertThatThrownBy(() -> pool.take("a")).hasMessage("no memory");
            assertThatThrownBy(() -> pool.take("a")).hasMessage("no memory");
            try (BoundedPool.Lease<String, String> lease = pool.take("a")) {
                assertThat(lease.value()).isEqualTo("a");
            }
        }
    }

    @Test
    void aPoolOfNothingIsRefused() {
        assertThatThrownBy(() -> pool(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a capacity of at least 1 expected, got 0");
    }
}
