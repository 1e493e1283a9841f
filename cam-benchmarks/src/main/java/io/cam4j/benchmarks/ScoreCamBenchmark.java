package io.cam4j.benchmarks;

import ai.onnxruntime.OrtException;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Request;
import io.cam4j.method.Methods;
import io.cam4j.onnx.OnnxClassActivationMapper;
import io.cam4j.preprocessing.InputTensor;
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

/** Score-CAM of ResNet-18's 512 channels beside 512 bare runs, one image each. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@State(Scope.Benchmark)
@NullUnmarked // JMH sets the fields
public class ScoreCamBenchmark {
    private static final int CHANNELS = 512;

    /** Whether trials follow one another on all cores, or there are as many at a time as cores. */
    @Param({"latency", "throughput"})
    public String settings;

    private ClassActivationMapper mapper;
    private BareSession bare;
    private InputTensor input;

    /** Opens the model twice, the input filled from a fixed seed. */
    @Setup
    public void open() throws OrtException {
        mapper = OnnxClassActivationMapper.builder(Models.file("resnet18"))
                .session(Models.settings(settings))
                .open();
        input = Models.input();
        bare = new BareSession(Models.file("resnet18"), input);
    }

    /** Closes both. */
    @TearDown
    public void close() throws OrtException {
        bare.close();
        mapper.close();
    }

    /** The map of one class, and as many runs as there are channels. */
    @Benchmark
    public void scoreCamBesideBareRuns(Turns turns) {
        turns.run(() -> mapper.explain(input, Request.top(1).by(Methods.scoreCam())), () -> {
            for (int channel = 0; channel < CHANNELS; channel++) {
                bare.run();
            }
        });
    }
}
