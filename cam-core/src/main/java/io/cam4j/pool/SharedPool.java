package io.cam4j.pool;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store of things that are costly to make and that many callers use at a time. Each has a key; those used last are kept, and
 * others are made again when they are wanted. What is in use is never freed. Thread-safe; making one keeps nobody waiting who
 * wants another.
 *
 * @param <K> the key, with equals and hashCode
 * @param <V> what is lent
 */
public final class SharedPool<K, V> implements AutoCloseable {
    private final int capacity;
    private final Function<? super K, ? extends V> maker;
    private final Consumer<? super V> closer;
    private final Map<K, Shared<V>> all = new LinkedHashMap<>(16, 0.75f, true); // used longest ago first
    private boolean closed;

    /** One that exists, or is being made, and how many use it. */
    private static final class Shared<V> {
        private @Nullable V value; // set once, under this object's lock
        private int users; // under the pool's
    }

    /**
     * Creates an empty pool.
     *
     * @param capacity how many are kept, unless more are in use; at least 1
     * @param maker makes one for a key; called by one caller at a time for the same key
     * @param closer frees one
     */
    public SharedPool(int capacity, Function<? super K, ? extends V> maker, Consumer<? super V> closer) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a capacity of at least 1 expected, got %d".formatted(capacity));
        }
        this.capacity = capacity;
        this.maker = maker;
        this.closer = closer;
    }

    /**
     * Lends the one of the given key until the lease is closed; makes it if there is none.
     *
     * @throws IllegalStateException if the pool is closed
     */
    public Lease<V> take(K key) {
        Shared<V> shared = share(key);
        try {
            return new Lease<>(value(key, shared), () -> giveBack(key, shared));
        } catch (RuntimeException | Error e) {
            giveBack(key, shared);
            throw e;
        }
    }

    private synchronized Shared<V> share(K key) {
        if (closed) {
            throw new IllegalStateException("the pool is closed");
        }
        Shared<V> shared = all.computeIfAbsent(key, any -> new Shared<>());
        shared.users++;
        return shared;
    }

    private V value(K key, Shared<V> shared) {
        synchronized (shared) {
            V value = shared.value;
            if (value == null) {
                value = maker.apply(key);
                shared.value = value;
            }
            return value;
        }
    }

    private void giveBack(K key, Shared<V> shared) {
        List<V> dropped = new ArrayList<>();
        synchronized (this) {
            shared.users--;
            if (shared.users == 0 && shared.value == null) { // it could not be made
                all.remove(key, shared);
            }
            Iterator<Shared<V>> oldest = all.values().iterator();
            while (all.size() > (closed ? 0 : capacity) && oldest.hasNext()) {
                drop(oldest, dropped);
            }
        }
        free(dropped);
    }

    /** Takes the next one out if nobody uses it. */
    private static <V> void drop(Iterator<Shared<V>> next, List<V> dropped) {
        Shared<V> unused = next.next();
        if (unused.users == 0) {
            next.remove();
            if (unused.value != null) {
                dropped.add(unused.value);
            }
        }
    }

    /** Frees all of them, whatever fails. */
    private void free(List<V> dropped) {
        RuntimeException failure = null;
        for (V value : dropped) {
            try {
                closer.accept(value);
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Frees all that is not lent; what is lent is freed when the last of its leases ends. A second call does nothing. */
    @Override
    public void close() {
        List<V> dropped = new ArrayList<>();
        synchronized (this) {
            closed = true;
            Iterator<Shared<V>> each = all.values().iterator();
            while (each.hasNext()) {
                drop(each, dropped);
            }
        }
        free(dropped);
    }

    /**
     * What is lent, until {@link #close()}. For one thread.
     *
     * @param <V> what is lent
     */
    public static final class Lease<V> implements AutoCloseable {
        private final V value;
        private final Runnable end;
        private boolean lent = true;

        private Lease(V value, Runnable end) {
            this.value = value;
            this.end = end;
        }

        /** Returns what is lent. */
        public V value() {
            return value;
        }

        /** Gives it back. A second call does nothing. */
        @Override
        public void close() {
            if (lent) {
                lent = false;
                end.run();
            }
        }
    }
}
