package io.cam4j.benchmarks;

import com.sun.management.ThreadMXBean;
import io.cam4j.ClassActivation;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.onnx.OnnxClassActivationMapper;
import io.cam4j.preprocessing.InputTensor;
import java.lang.management.ManagementFactory;
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

/** What an explanation of a preprocessed picture allocates beside the arrays it is made of. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 8, time = 2)
@State(Scope.Benchmark)
@NullUnmarked // JMH sets the fields
public class AllocationBenchmark {
    /** The model's file name below the folder of models. */
    @Param({"resnet18", "squeezenet1_1"})
    public String model;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private ClassActivationMapper mapper;
    private InputTensor input;

    /** Opens the model. */
    @Setup
    public void open() {
        mapper = OnnxClassActivationMapper.open(Models.file(model));
        input = Models.input();
        Models.compile(by -> by.explain(input, 5));
    }

    /** Closes it. */
    @TearDown
    public void close() {
        mapper.close();
    }

    /** The five most probable classes with their maps. */
    @Benchmark
    public Explanation explainAllocation(Allocation allocation) {
        long before = threads.getCurrentThreadAllocatedBytes();
        Explanation explanation = mapper.explain(input, 5);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;
        allocation.extraBytes += allocated - bytesOf(explanation);
        allocation.turns++;
        return explanation;
    }

    /** Logits, probabilities and maps; the accessors copy, so lengths come from elsewhere. */
    private long bytesOf(Explanation explanation) {
        long floats = 2L * mapper.classes();
        for (ClassActivation activation : explanation.activations()) {
            int cells = activation.map().height() * activation.map().width();
            floats += activation.map().equals(activation.linearMap()) ? cells : 2L * cells;
        }
        return Float.BYTES * floats;
    }
}
