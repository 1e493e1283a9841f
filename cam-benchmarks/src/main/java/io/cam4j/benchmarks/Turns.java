package io.cam4j.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Time spent in each of two things done in turns; JMH reports both sums an iteration. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Turns {
    /** Time of what is compared, in nanoseconds. */
    public long subjectNanos;

    /** Time of what it is compared with, in nanoseconds. */
    public long yardstickNanos;

    /** How often each was done. */
    public long turns;

    private static final long CALM_MILLIS = 100;
    private static final long REST_MILLIS = 1;

    private boolean subjectFirst;

    /** Starts an iteration. */
    @Setup(Level.Iteration)
    public void clear() {
        subjectNanos = 0;
        yardstickNanos = 0;
        turns = 0;
    }

    /** Runs both, another one first each time. */
    void run(Runnable subject, Runnable yardstick) {
        run(() -> {}, subject, yardstick);
    }

    /** As {@link #run(Runnable, Runnable)}, something else before each of both, which is not timed. */
    void run(Runnable before, Runnable subject, Runnable yardstick) {
        turns++;
        subjectFirst = !subjectFirst;
        if (subjectFirst) {
            subjectNanos += nanos(before, subject);
            yardstickNanos += nanos(before, yardstick);
        } else {
            yardstickNanos += nanos(before, yardstick);
            subjectNanos += nanos(before, subject);
        }
    }

    /** As {@link #run(Runnable, Runnable)}, each begun when threads that the other left waiting busily have gone to sleep. */
    void runCalmly(Runnable subject, Runnable yardstick) {
        run(Turns::calm, subject, yardstick);
    }

    /** As {@link #runCalmly}, where no threads wait for longer than those of cam4j's sessions: caches stay warm. */
    void runRested(Runnable subject, Runnable yardstick) {
        run(() -> sleep(REST_MILLIS), subject, yardstick);
    }

    private static void calm() {
        sleep(CALM_MILLIS);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long nanos(Runnable before, Runnable work) {
        before.run();
        long start = System.nanoTime();
        work.run();
        return System.nanoTime() - start;
    }
}
