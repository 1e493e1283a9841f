package io.cam4j.pixels;

import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/** Work on a picture's rows in parallel, on the common pool. */
public final class Strips {
    private static final int LEAST_PIXELS = 1 << 15; // less is done sooner than another thread is woken
    private static final int STRIPS_A_THREAD = 4; // so that a thread that is held up does not hold up all

    private Strips() {}

    /**
     * Cuts rows into strips of neighbours and does them in parallel; small pictures at once on the caller's thread.
     *
     * @param rows at least 0
     * @param width pixels a row
     */
    public static void forEach(int rows, int width, Work work) {
        int strips = count(rows, width);
        if (strips == 1) {
            work.doRows(0, rows);
            return;
        }
        IntStream.range(0, strips)
                .parallel()
                .forEach(i -> work.doRows(start(i, strips, rows), start(i + 1, strips, rows)));
    }

    private static int count(int rows, int width) {
        int most = STRIPS_A_THREAD * (ForkJoinPool.getCommonPoolParallelism() + 1);
        long worthwhile = (long) rows * width / LEAST_PIXELS;
        return (int) Math.max(1, Math.min(Math.min(most, rows), worthwhile));
    }

    private static int start(int strip, int strips, int rows) {
        return (int) ((long) rows * strip / strips);
    }

    /** What is to be done with rows {@code from} to {@code to}, the last excluded. */
    public interface Work {
        /** Does these rows. */
        void doRows(int from, int to);
    }
}
