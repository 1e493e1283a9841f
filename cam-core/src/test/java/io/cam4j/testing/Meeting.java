package io.cam4j.testing;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/** Where several threads have to come together before any goes on: shows that they work at the same time. */
public final class Meeting {
    private final CyclicBarrier barrier;

    /** @param count how many threads */
    public Meeting(int count) {
        barrier = new CyclicBarrier(count);
    }

    /** Waits for the others. */
    public void await() {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }
}
