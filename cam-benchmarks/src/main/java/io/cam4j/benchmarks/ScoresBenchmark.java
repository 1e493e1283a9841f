package io.cam4j.benchmarks;

import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.gemm.GemmEngine;
import io.cam4j.preprocessing.InputTensor;
import io.cam4j.preprocessing.Preprocessing;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** An explanation of what is hardly more than 1,000 logits beside softmax and a sort written the obvious way. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 8, time = 2)
@State(Scope.Benchmark)
@NullUnmarked // JMH sets the fields
public class ScoresBenchmark {
    private static final int CLASSES = 1000;

    private final float[] logits = new float[CLASSES];
    private ClassActivationMapper mapper;
    private InputTensor input;
    private double check;

    /** Fills the logits from a fixed seed. */
    @Setup
    public void open() {
        SplittableRandom random = new SplittableRandom(20261124);
        for (int i = 0; i < CLASSES; i++) {
            logits[i] = (float) random.nextDouble(-5, 15);
        }
        mapper = ClassActivationMapper.builder(new AnswerNetwork(logits))
                .preprocessing(Preprocessing.builder(1, 1).build())
                .gemm(GemmEngine.java("one product of two numbers"))
                .build();
        input = InputTensor.of(3, 1, 1, new float[3], 1, 1);
    }

    /** Closes the mapper. */
    @TearDown
    public void close() {
        mapper.close();
    }

    /** Both, in turns. */
    @Benchmark
    public double scoresBesideObvious(Turns turns) {
        turns.run(this::explain, this::obvious);
        return check;
    }

    private void explain() {
        Explanation explanation = mapper.explain(input, 5);
        check += explanation.top().probability();
    }

    private void obvious() {
        double[] powers = IntStream.range(0, CLASSES)
                .mapToDouble(c -> Math.exp(logits[c]))
                .toArray();
        double sum = 0;
        for (double power : powers) {
            sum += power;
        }
        int[] best = IntStream.range(0, CLASSES)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -logits[c]))
                .limit(5)
                .mapToInt(c -> c)
                .toArray();
        check += powers[best[0]] / sum;
    }
}
