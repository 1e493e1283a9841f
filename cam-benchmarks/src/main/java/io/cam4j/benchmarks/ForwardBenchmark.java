package io.cam4j.benchmarks;

import ai.onnxruntime.OrtException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A bare run asked for logits and features beside one asked for logits only. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 8, time = 2)
@State(Scope.Benchmark)
@NullUnmarked // JMH sets the fields
public class ForwardBenchmark {
    /** The model's file name below the folder of models. */
    @Param({"resnet18", "squeezenet1_1"})
    public String model;

    private BareSession both;
    private BareSession logits;

    /** Opens the model twice. */
    @Setup
    public void open() throws OrtException {
        both = new BareSession(Models.file(model), Models.input(), 1, Set.of("logits", "features"));
        logits = new BareSession(Models.file(model), Models.input());
    }

    /** Closes both. */
    @TearDown
    public void close() throws OrtException {
        both.close();
        logits.close();
    }

    /** Both runs, in turns. */
    @Benchmark
    public void forwardWithFeatures(Turns turns) {
        turns.run(both::run, logits::run);
    }
}
