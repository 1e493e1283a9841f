package io.cam4j.benchmarks;

import ai.onnxruntime.OrtException;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.onnx.OnnxClassActivationMapper;
import java.awt.image.BufferedImage;
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

/** A whole explanation of a photo of 768 × 576, preprocessing included, beside a bare run of the network. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 8, time = 2)
@State(Scope.Benchmark)
@NullUnmarked // JMH sets the fields
public class ExplainImageBenchmark {
    /** The model's file name below the folder of models. */
    @Param({"resnet18", "squeezenet1_1"})
    public String model;

    private ClassActivationMapper mapper;
    private BareSession bare;
    private BufferedImage photo;

    /** Opens the model twice and makes the photo. */
    @Setup
    public void open() throws OrtException {
        mapper = OnnxClassActivationMapper.open(Models.file(model));
        bare = new BareSession(Models.file(model), Models.input());
        photo = Photos.photo(768, 576, BufferedImage.TYPE_INT_RGB);
        Models.compile(this::explain);
    }

    /** Closes both. */
    @TearDown
    public void close() throws OrtException {
        bare.close();
        mapper.close();
    }

    /** The five most probable classes of the photo with their maps, and the bare run, in turns. */
    @Benchmark
    public void explainImageBesideBareRun(Turns turns) {
        turns.run(() -> explain(mapper), bare::run);
    }

    private void explain(ClassActivationMapper by) {
        Explanation explanation = by.explain(photo, 5);
        if (explanation.activations().size() != 5) {
            throw new IllegalStateException("five classes expected");
        }
    }
}
