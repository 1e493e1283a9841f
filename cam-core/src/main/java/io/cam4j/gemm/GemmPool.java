package io.cam4j.gemm;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A bounded store of plans, so that a product needs no new memory. Thread-safe; when all plans are in use a caller
 * waits for the first to come back, which takes as long as one product.
 */
public final class GemmPool implements AutoCloseable {
    private final GemmEngine engine;
    private final int capacity;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition returned = lock.newCondition();
    private final Deque<Lease> free = new ArrayDeque<>(); // most recently used first
    private int made;
    private boolean closed;

    /**
     * Creates an empty pool.
     *
     * @param capacity plans that exist at one time, at least 1
     */
    public GemmPool(GemmEngine engine, int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("a capacity of at least 1 expected, got %d".formatted(capacity));
        }
        this.engine = engine;
        this.capacity = capacity;
    }

    /** Returns what multiplies. */
    public GemmEngine engine() {
        return engine;
    }

    /**
     * Lends a plan of the given shape to the given work and takes it back.
     *
     * @throws IllegalStateException if the pool is closed
     */
    public void with(int rows, int channels, int positions, Consumer<GemmPlan> work) {
        Lease lease = take(rows, channels, positions);
        try {
            work.accept(lease.plan);
        } finally {
            giveBack(lease);
        }
    }

    private Lease take(int rows, int channels, int positions) {
        lock.lock();
        try {
            while (true) {
                if (closed) {
                    throw new IllegalStateException("the pool is closed");
                }
                Lease fitting = takeFree(rows, channels, positions);
                if (fitting != null) {
                    return fitting;
                }
                if (made < capacity || dropOldest()) {
                    Lease fresh = new Lease(rows, channels, positions, engine.plan(rows, channels, positions));
                    made++;
                    return fresh;
                }
                returned.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Lease takeFree(int rows, int channels, int positions) {
        for (Iterator<Lease> leases = free.iterator(); leases.hasNext(); ) {
            Lease lease = leases.next();
            if (lease.rows == rows && lease.channels == channels && lease.positions == positions) {
                leases.remove();
                return lease;
            }
        }
        return null;
    }

    /** Makes room by closing the free plan used longest ago; false if all are in use. */
    private boolean dropOldest() {
        Lease oldest = free.pollLast();
        if (oldest == null) {
            return false;
        }
        oldest.plan.close();
        made--;
        return true;
    }

    private void giveBack(Lease lease) {
        lock.lock();
        try {
            if (closed) {
                lease.plan.close();
            } else {
                free.addFirst(lease);
            }
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Frees all plans; one still lent is freed when it comes back. A second call does nothing. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            free.forEach(lease -> lease.plan.close());
            free.clear();
            returned.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private record Lease(int rows, int channels, int positions, GemmPlan plan) {}
}
