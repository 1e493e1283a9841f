package io.cam4j.benchmarks;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the calling thread allocates beyond what the results hold; JMH reports the sum of an iteration. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.EVENTS)
public class Allocation {
    /** Bytes allocated that are not the results' own arrays. */
    public long extraBytes;

    /** How often something was made. */
    public long turns;

    /** Starts an iteration. */
    @Setup(Level.Iteration)
    public void clear() {
        extraBytes = 0;
        turns = 0;
    }
}
