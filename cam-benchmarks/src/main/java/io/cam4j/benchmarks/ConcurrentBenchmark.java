package io.cam4j.benchmarks;

import io.cam4j.ClassActivationMapper;
import io.cam4j.onnx.OnnxClassActivationMapper;
import io.cam4j.onnx.SessionSettings;
import io.cam4j.preprocessing.InputTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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

/** Two callers of one mapper beside one caller, each of whom explains as often; a thread a run. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 8, time = 2)
@State(Scope.Benchmark)
@NullUnmarked // JMH sets the fields
public class ConcurrentBenchmark {
    private static final int EACH = 8;

    /** The model's file name below the folder of models. */
    @Param({"resnet18", "squeezenet1_1"})
    public String model;

    private ExecutorService callers;
    private ClassActivationMapper mapper;
    private InputTensor input;

    /** Opens the model. */
    @Setup
    public void open() {
        callers = Executors.newFixedThreadPool(2);
        mapper = OnnxClassActivationMapper.builder(Models.file(model))
                .session(SessionSettings.throughput())
                .open();
        input = Models.input();
    }

    /** Closes it. */
    @TearDown
    public void close() {
        callers.shutdown();
        mapper.close();
    }

    /** Two callers, and one, in turns: twice the work in hardly more time. */
    @Benchmark
    public void twoCallersBesideOne(Turns turns) {
        turns.run(() -> call(2), () -> call(1));
    }

    private void call(int count) {
        List<Future<?>> calls = new ArrayList<>();
        for (int caller = 0; caller < count; caller++) {
            calls.add(callers.submit(this::explain));
        }
        try {
            for (Future<?> call : calls) {
                call.get();
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void explain() {
        for (int i = 0; i < EACH; i++) {
            if (mapper.explain(input, 5).activations().size() != 5) {
                throw new IllegalStateException("five classes expected");
            }
        }
    }
}
