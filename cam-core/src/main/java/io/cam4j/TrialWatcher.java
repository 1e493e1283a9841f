package io.cam4j;

/**
 * Watches methods that run the network many times. Called by the thread that explains; by several where the network is to run
 * several images at a time ({@link io.cam4j.network.Network#runsAtOnce}).
 */
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

    /**
     * What is called in fact, for those who want to know what the trials are of; it asks {@link #goesOn(long, long)} unless
     * it is overridden.
     *
     * @param part whose trials they are
     * @param done as there
     * @param all as there
     * @return as there
     */
    default boolean goesOn(TrialPart part, long done, long all) {
        return goesOn(done, all);
    }
}
