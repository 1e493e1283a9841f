package io.cam4j.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A bounded store of things that are costly to make and used by one caller at a time. Each has a key, its shape; a
 * caller gets a free one of its key, or a new one in place of the free one used longest ago, or, when all are in use,
 * waits for the first to come back. Waiting cannot be interrupted; an interrupt stays set for the caller. Thread-safe.
 *
 * @param <K> the key, with equals and hashCode
 * @param <V> what is lent
 */
public final class BoundedPool<K, V> implements AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private final List<Lease<K, V>> free = new ArrayList<>(); // most recently used last
    private final int capacity;
    private final Function<? super K, ? extends V> maker;
    private final Consumer<? super V> closer;
    private int made;
    private boolean closed;

    /**
     * Creates an empty pool.
     *
     * @param capacity how many may exist at one time, at least 1
     * @param maker makes one for a key; called by one caller at a time
     * @param closer frees one
     */
    public BoundedPool(int capacity, Function<? super K, ? extends V> maker, Consumer<? super V> closer) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a capacity of at least 1 expected, got %d".formatted(capacity));
        }
        this.capacity = capacity;
        this.maker = maker;
        this.closer = closer;
    }

    /**
     * Lends one of the given key until the lease is closed.
     *
     * @throws IllegalStateException if the pool is closed
     */
    public Lease<K, V> take(K key) {
        lock.lock();
        try {
            while (true) {
                if (closed) {
                    throw new IllegalStateException("the pool is closed");
                }
                Lease<K, V> fitting = takeFree(key);
                if (fitting != null) {
                    return fitting;
                }
                if (made < capacity || dropOldest()) {
                    Lease<K, V> fresh = new Lease<>(this, key, maker.apply(key));
                    made++;
                    return fresh;
                }
                returned.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Lease<K, V> takeFree(K key) {
        for (int i = free.size() - 1; i >= 0; i--) {
            Lease<K, V> lease = free.get(i);
            if (lease.key.equals(key)) {
                free.remove(i);
                lease.lent = true;
                return lease;
            }
        }
        return null;
    }

    /** Makes room by freeing what was used longest ago; false if all are in use. */
    private boolean dropOldest() {
        if (free.isEmpty()) {
            return false;
        }
        closer.accept(free.remove(0).value);
        made--;
        return true;
    }

    private void giveBack(Lease<K, V> lease) {
        lock.lock();
        try {
            if (!lease.lent) {
                return;
            }
            lease.lent = false;
            if (closed) {
                closer.accept(lease.value);
            } else {
                free.add(lease);
            }
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Frees all that is not lent; what is lent is freed when it comes back. A second call does nothing. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            free.forEach(lease -> closer.accept(lease.value));
            free.clear();
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What is lent, until {@link #close()}. For one thread.
     *
     * @param <K> the pool's key
     * @param <V> what is lent
     */
    public static final class Lease<K, V> implements AutoCloseable {
        private final BoundedPool<K, V> pool;
        private final K key;
        private final V value;
        private boolean lent = true; // guarded by the pool's lock

        private Lease(BoundedPool<K, V> pool, K key, V value) {
            this.pool = pool;
            this.key = key;
            this.value = value;
        }

        /** Returns what is lent; not to be touched after {@link #close()}. */
        public V value() {
            return value;
        }

        /** Gives it back. A second call before the next loan does nothing. */
        @Override
        public void close() {
            pool.giveBack(this);
        }
    }
}
