package io.cam4j.benchmarks;

import ai.onnxruntime.OrtException;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Maps of 7 × 7 from the 512 features a run of ResNet-18 has just written, all copies included, beside BLAS on memory that is
 * already filled, each after a run, as in an explanation: caches are cold and ONNX Runtime's threads still spin.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 8, time = 2)
@State(Scope.Benchmark)
@NullUnmarked // JMH sets the fields
public class MapBenchmark {
    private static final int CHANNELS = 512;
    private static final int POSITIONS = 49;
    private static final int CALLS_TO_COMPILE = 20_000; // an iteration has a hundred only

    /** How many classes. */
    @Param({"5", "1000"})
    public int rows;

    /** What multiplies. */
    @Param({GemmEngine.ND4J, GemmEngine.JAVA})
    public String engine;

    private float[] weights;
    private FloatBuffer features; // of the network
    private float[] maps;
    private BareSession network;
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

    /** Fills the memory and opens the network; refuses to measure the fallback. */
    @Setup
    public void open() throws OrtException {
        GemmEngine nd4j = GemmEngine.start().join();
        if (!nd4j.name().equals(GemmEngine.ND4J)) {
            throw new IllegalStateException(nd4j.reason());
        }
        pool = new GemmPool(engine.equals(GemmEngine.ND4J) ? nd4j : GemmEngine.java("to compare"), 1);
        weights = random(rows * CHANNELS);
        maps = new float[rows * POSITIONS];
        network = new BareSession(Models.file("resnet18"), Models.input());
        features = network.pin("features", 1, CHANNELS, 7, 7);
        blasWeights = new FloatPointer(weights);
        blasFeatures = new FloatPointer(random(CHANNELS * POSITIONS));
        blasMaps = new FloatPointer(maps.length);
        for (int call = 0; call < CALLS_TO_COMPILE / Math.max(1, rows / 50); call++) {
            formMaps();
            multiply();
        }
    }

    /** Frees the memory and closes the network. */
    @TearDown
    public void close() throws OrtException {
        network.close();
        pool.close();
        blasWeights.close();
        blasFeatures.close();
        blasMaps.close();
    }

    /** The product as the mapper makes it, and raw {@code cblas_sgemm}, in turns. */
    @Benchmark
    public float[] mapsBesideBlas(Turns turns) {
        turns.run(network::run, this::formMaps, this::multiply);
        return maps;
    }

    private void formMaps() {
        pool.with(rows, CHANNELS, POSITIONS, this::formMaps);
    }

    private void formMaps(GemmPlan plan) {
        FloatBuffer memory = plan.weights();
        for (int row = 0; row < rows; row++) {
            memory.put(weights, row * CHANNELS, CHANNELS);
        }
        plan.multiply(features);
        plan.product().get(maps);
    }

    private void multiply() {
        openblas.cblas_sgemm(
                openblas.CblasRowMajor,
                openblas.CblasNoTrans,
                openblas.CblasNoTrans,
                rows,
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
