package io.cam4j;

import io.cam4j.pipeline.Stages;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

/** From a trial's number by what it runs on, of so many floats, to its logits. */
record TrialStages<P>(IntFunction<P> make, ToIntFunction<P> floats, Function<List<P>, List<float[]>> logits)
        implements Stages<Integer, P, float[]> {
    @Override
    public P prepare(Integer trial) {
        return make.apply(trial);
    }

    @Override
    public long bytes(P prepared) {
        return (long) Float.BYTES * floats.applyAsInt(prepared);
    }

    @Override
    public List<float[]> run(List<P> batch) {
        return logits.apply(batch);
    }
}
