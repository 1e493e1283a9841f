package io.cam4j.benchmarks;

import ai.onnxruntime.OrtException;
import io.cam4j.ClassActivationMapper;
import io.cam4j.Explanation;
import io.cam4j.Request;
import io.cam4j.method.CamMethod;
import io.cam4j.method.Methods;
import io.cam4j.onnx.OnnxClassActivationMapper;
import io.cam4j.preprocessing.InputTensor;
import java.util.List;
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
@Warmup(iterations = 12, time = 2) // some hundred calls, until Java is compiled
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
        mapper = OnnxClassActivationMapper.open(Models.file("resnet18"));
        List<CamMethod> methods = method.equals(ALL) ? Methods.ofOneRun() : List.of(Methods.named(method));
        request = Request.top(5).by(methods);
        input = Models.input();
        bare = new BareSession(Models.file("resnet18"), input);
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
