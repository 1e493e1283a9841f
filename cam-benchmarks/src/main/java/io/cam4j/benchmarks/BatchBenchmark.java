package io.cam4j.benchmarks;

import ai.onnxruntime.OrtException;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.Request;
import io.cam4j.onnx.OnnxClassActivationMapper;
import io.cam4j.preprocessing.InputTensor;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
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

/** A list of images explained in batches of the size found the fastest, beside as many images run bare on all cores. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 4)
@Measurement(iterations = 8, time = 4)
@State(Scope.Benchmark)
@NullUnmarked // JMH sets the fields
public class BatchBenchmark {
    private static final int IMAGES = 128; // long enough that its beginning and end do not count

    /** The model's file name below the folder of models. */
    @Param({"resnet18", "squeezenet1_1"})
    public String model;

    /** How many images a bare run takes. */
    @Param({"1", "8"})
    public int bareBatch;

    /** Whether runs follow one another on all cores, or there are as many at a time as cores. */
    @Param({"latency", "throughput"})
    public String settings;

    private ClassActivationMapper mapper;
    private BareSession bare;
    private List<BufferedImage> images;
    private List<InputTensor> inputs;

    /** Opens the model twice. */
    @Setup
    public void open() throws OrtException {
        mapper = OnnxClassActivationMapper.builder(Models.file(model))
                .session(Models.settings(settings))
                .open();
        bare = new BareSession(Models.file(model), Models.input(), bareBatch, Set.of("logits"));
        inputs = Collections.nCopies(IMAGES, Models.input());
        images = Collections.nCopies(IMAGES, Photos.photo(224, 224, BufferedImage.TYPE_INT_RGB));
        Models.compile(by -> by.explain(images.get(0), 1));
    }

    /** Closes both. */
    @TearDown
    public void close() throws OrtException {
        bare.close();
        mapper.close();
    }

    /** Preprocessed inputs with a map each, and the bare runs, in turns. */
    @Benchmark
    public void batchBesideBareRuns(Turns turns) {
        turns.runCalmly(() -> check(mapper.explainInputs(inputs, Request.top(1))), this::runBare);
    }

    /** The same of images of 224 × 224, which are preprocessed meanwhile. */
    @Benchmark
    public void imageBatchBesideBareRuns(Turns turns) {
        turns.runCalmly(() -> check(mapper.explainAll(images, 1)), this::runBare);
    }

    private static void check(List<Explanation> explanations) {
        if (explanations.size() != IMAGES) {
            throw new IllegalStateException("an explanation an image expected");
        }
    }

    private void runBare() {
        for (int done = 0; done < IMAGES; done += bareBatch) {
            bare.run();
        }
    }
}
