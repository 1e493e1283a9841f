package io.cam4j;

import io.cam4j.pipeline.Stages;
import io.cam4j.preprocessing.InputTensor;
import java.util.List;
import java.util.function.Function;

/** From something by the network's input of one picture to explanations. */
record InputStages<S>(Function<S, InputTensor> toInput, Function<List<InputTensor>, List<Explanation>> explain)
        implements Stages<S, InputTensor, Explanation> {
    @Override
    public InputTensor prepare(S source) {
        return toInput.apply(source);
    }

    @Override
    public long bytes(InputTensor prepared) {
        return (long) Float.BYTES * prepared.values().remaining();
    }

    @Override
    public List<Explanation> run(List<InputTensor> batch) {
        return explain.apply(batch);
    }
}
