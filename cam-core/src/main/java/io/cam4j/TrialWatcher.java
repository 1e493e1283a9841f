package io.cam4j;

/** Watches a method that runs the network many times. Called by the thread that explains. */
@FunctionalInterface
public interface TrialWatcher {
    /**
     * Called before each batch of trials and after the last.
     *
     * @param done trials done, of one method at one layer for one image
     * @param all how many there are
     * @return whether to go on; if not, {@code explain} ends with a {@link java.util.concurrent.CancellationException}
     */
    boolean goesOn(long done, long all);
}
