package io.cam4j.benchmarks;

import ai.onnxruntime.OrtException;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.Request;
import io.cam4j.method.CamMethod;
import io.cam4j.method.Methods;
import io.cam4j.onnx.OnnxClassActivationMapper;
import io.cam4j.preprocessing.InputTensor;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
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

/** Five classes by each method, and by all methods together, beside a bare run of ResNet-18. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 6, time = 2)
@State(Scope.Benchmark)
@NullUnmarked // JMH sets the fields
public class MethodBenchmark {
    /** All methods in one request. */
    static final String ALL = "all";

    /** The method's name, or {@value #ALL}. */
    @Param({
        "cam",
        "grad-cam",
        "hires-cam",
        "xgrad-cam",
        "layer-cam",
        "grad-cam++",
        "grad-cam-elementwise",
        "ablation-cam",
        "recipro-cam",
        "finer-cam",
        "softmax-grad-cam",
        "eigen-cam",
        "eigen-grad-cam",
        "kpca-cam",
        "fem",
        ALL
    })
    public String method;

    private ClassActivationMapper mapper;
    private BareSession bare;
    private InputTensor input;
    private Request request;

    /** Opens the model twice, the input filled from a fixed seed. */
    @Setup
    public void open() throws OrtException {
        Path file = Path.of(System.getProperty("cam4j.shared"), "models", "resnet18.onnx");
        mapper = OnnxClassActivationMapper.open(file);
        List<CamMethod> methods = method.equals(ALL) ? Methods.all() : List.of(Methods.named(method));
        request = Request.top(5).by(methods);
        SplittableRandom random = new SplittableRandom(20261123);
        float[] values = new float[3 * 224 * 224];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextDouble(-2, 2);
        }
        input = InputTensor.of(3, 224, 224, values, 224, 224);
        bare = new BareSession(file, input);
    }

    /** Closes both. */
    @TearDown
    public void close() throws OrtException {
        bare.close();
        mapper.close();
    }

    /** The five most probable classes by the method, and the bare run, in turns. */
    @Benchmark
    public void methodBesideBareRun(Turns turns) {
        turns.run(this::explain, bare::run);
    }

    private void explain() {
        Explanation explanation = mapper.explain(input, request);
        if (explanation.activations().size() != 5) {
            throw new IllegalStateException("five classes expected");
        }
    }
}
