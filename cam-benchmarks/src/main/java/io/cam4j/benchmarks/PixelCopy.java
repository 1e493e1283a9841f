package io.cam4j.benchmarks;

/** The yardstick of work on photos: the pixels of one of 4000 × 3000 copied to another place. */
final class PixelCopy implements Runnable {
    private final int[] from = new int[4000 * 3000];
    private final int[] to = new int[from.length];

    @Override
    public void run() {
        System.arraycopy(from, 0, to, 0, from.length);
    }
}
