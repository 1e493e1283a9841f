package io.cam4j.benchmarks;

import io.cam4j.gemm.GemmEngine;
import io.cam4j.gemm.GemmPlan;
import io.cam4j.gemm.GemmPool;
import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas;
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

/** Five maps of 7 × 7 from 512 features, all copies included, beside BLAS on memory that is already filled. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 8, time = 2)
@State(Scope.Benchmark)
@NullUnmarked // JMH sets the fields
public class MapBenchmark {
    private static final int ROWS = 5;
    private static final int CHANNELS = 512;
    private static final int POSITIONS = 49;

    private final float[] weights = random(ROWS * CHANNELS);
    private final float[] features = random(CHANNELS * POSITIONS);
    private final float[] maps = new float[ROWS * POSITIONS];
    private GemmPool pool;
    private FloatPointer blasWeights;
    private FloatPointer blasFeatures;
    private FloatPointer blasMaps;

    private static float[] random(int length) {
        SplittableRandom random = new SplittableRandom(length);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    /** Fills the memory; refuses to measure the fallback. */
    @Setup
    public void open() {
        GemmEngine engine = GemmEngine.start().join();
        if (!engine.name().equals(GemmEngine.ND4J)) {
            throw new IllegalStateException(engine.reason());
        }
        pool = new GemmPool(engine, 1);
        blasWeights = new FloatPointer(weights);
        blasFeatures = new FloatPointer(features);
        blasMaps = new FloatPointer(maps.length);
    }

    /** Frees the memory. */
    @TearDown
    public void close() {
        pool.close();
        blasWeights.close();
        blasFeatures.close();
        blasMaps.close();
    }

    /** The product as the mapper makes it, and raw {@code cblas_sgemm}, in turns. */
    @Benchmark
    public float[] mapsBesideBlas(Turns turns) {
        turns.run(this::formMaps, this::multiply);
        return maps;
    }

    private void formMaps() {
        pool.with(ROWS, CHANNELS, POSITIONS, this::formMaps);
    }

    private void formMaps(GemmPlan plan) {
        FloatBuffer rows = plan.weights();
        for (int row = 0; row < ROWS; row++) {
            rows.put(weights, row * CHANNELS, CHANNELS);
        }
        plan.features().put(features);
        plan.multiply();
        plan.product().get(maps);
    }

    private void multiply() {
        openblas.cblas_sgemm(
                openblas.CblasRowMajor,
                openblas.CblasNoTrans,
                openblas.CblasNoTrans,
                ROWS,
                POSITIONS,
                CHANNELS,
                1f,
                blasWeights,
                CHANNELS,
                blasFeatures,
                POSITIONS,
                0f,
                blasMaps,
                POSITIONS);
    }
}
