package io.cam4j.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedPoolTest {
    private final List<String> made = Collections.synchronizedList(new ArrayList<>());
    private final List<String> closed = Collections.synchronizedList(new ArrayList<>());
    private final SharedPool<String, String> pool = new SharedPool<>(2, this::make, closed::add);

    private String make(String key) {
        if (key.startsWith("bad")) {
            throw new IllegalArgumentException(key);
        }
        made.add(key);
        return key;
    }

    private void use(String key) {
        try (SharedPool.Lease<String> lease = pool.take(key)) {
            assertThat(lease.value()).isEqualTo(key);
        }
    }

    @Test
    void oneIsMadeForAllWhoWantIt() {
        try (SharedPool.Lease<String> one = pool.take("a");
                SharedPool.Lease<String> other = pool.take("a")) {
            assertThat(one.value()).isSameAs(other.value());
        }
        use("a");

        assertThat(made).containsExactly("a");
        assertThat(closed).isEmpty();
    }

    @Test
    void whatWasUsedLongestAgoIsFreedAndMadeAgain() {
        use("a");
        use("b");
        use("a");
        use("c");
        assertThat(closed).containsExactly("b");

        use("b");
        assertThat(made).containsExactly("a", "b", "c", "b");
        assertThat(closed).containsExactly("b", "a");
    }

    @Test
    void whatIsInUseIsNotFreed() {
        SharedPool.Lease<String> a = pool.take("a");
        SharedPool.Lease<String> b = pool.take("b");
        SharedPool.Lease<String> c = pool.take("c");
        assertThat(closed).isEmpty();

        b.close();
        assertThat(closed).containsExactly("b");
        a.close();
        a.close();
        c.close();
        assertThat(closed).containsExactly("b");
    }

    @Test
    void whatCannotBeMadeIsTriedAgainAndTakesNobodysPlace() {
        use("a");
        use("b");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> pool.take("bad")).isInstanceOf(IllegalArgumentException.class);
        }

        assertThat(closed).isEmpty();
        use("a");
        use("b");
        assertThat(made).containsExactly("a", "b");
    }

    @Test
    void aClosedPoolLendsNothingAndFreesWhatComesBack() {
        use("a");
        SharedPool.Lease<String> b = pool.take("b");
        pool.close();
        assertThat(closed).containsExactly("a");
        assertThatThrownBy(() -> pool.take("a")).isInstanceOf(IllegalStateException.class);

        b.close();
        pool.close();
        assertThat(closed).containsExactly("a", "b");
    }

    @Test
    void allAreFreedThoughFreeingOneFails() {
        List<String> freed = new ArrayList<>();
        SharedPool<String, String> failing = new SharedPool<>(3, key -> key, key -> {
            freed.add(key);
            throw new IllegalStateException(key);
        });
        for (String key : List.of("a", "b", "c")) {
            failing.take(key).close();
        }

        assertThatThrownBy(failing::close)
                .hasMessage("a")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
        assertThat(freed).containsExactly("a", "b", "c");
    }

    @Test
    void aCapacityOfNoneIsRefused() {
        assertThatThrownBy(() -> new SharedPool<String, String>(0, key -> key, key -> {}))
                .hasMessageContaining("got 0");
    }

    @Test
    void manyThreadsNeverUseWhatIsFreed() throws InterruptedException, ExecutionException {
        AtomicInteger open = new AtomicInteger();
        SharedPool<Integer, AtomicInteger> shared = new SharedPool<>(
                2,
                key -> {
                    open.incrementAndGet();
                    return new AtomicInteger(1);
                },
                value -> {
                    value.set(0);
                    open.decrementAndGet();
                });
        ExecutorService threads = Executors.newFixedThreadPool(6);
        List<Future<?>> done = new ArrayList<>();
        for (int thread = 0; thread < 6; thread++) {
            int first = thread;
            done.add(threads.submit(() -> {
                for (int i = 0; i < 2000; i++) {
                    try (SharedPool.Lease<AtomicInteger> lease = shared.take((first + i) % 5)) {
                        assertThat(lease.value().get()).isEqualTo(1);
                    }
                }
            }));
        }
        for (Future<?> one : done) {
            one.get();
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(open.get()).isEqualTo(2);
        shared.close();
        assertThat(open.get()).isZero();
    }
}
