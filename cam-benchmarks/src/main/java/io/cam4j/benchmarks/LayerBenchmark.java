package io.cam4j.benchmarks;

import ai.onnxruntime.OrtException;
import io.cam4j.ClassActivationMapper;
import io.cam4j.LayerFusion;
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

/**
 * Gradients at layers of ResNet-18 beside a bare run of it. There are three sessions in the process, two of them the mapper's,
 * so each begins when the others' threads have gone to sleep.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 12, time = 2) // some hundred calls, until Java is compiled
@Measurement(iterations = 6, time = 2)
@State(Scope.Benchmark)
@NullUnmarked // JMH sets the fields
public class LayerBenchmark {
    /** The layers, with commas, and the number of classes. Several layers are fused as LayerCAM does. */
    @Param({"layer4 1", "layer4 5", "layer3 1", "layer3 5", "layer2,layer3,layer4 1"})
    public String at;

    private ClassActivationMapper mapper;
    private BareSession bare;
    private InputTensor input;
    private Request request;

    /** Opens the model twice, the input filled from a fixed seed. */
    @Setup
    public void open() throws OrtException {
        mapper = OnnxClassActivationMapper.open(Models.file("resnet18"));
        String[] layers = at.substring(0, at.indexOf(' ')).split(",");
        Request classes = Request.top(Integer.parseInt(at.substring(at.indexOf(' ') + 1)));
        request = layers.length == 1
                ? classes.by(Methods.gradCam()).at(layers)
                : classes.by(Methods.layerCam()).at(layers).fused(LayerFusion.LAYER_CAM);
        mapper.check(request);
        input = Models.input();
        bare = new BareSession(Models.file("resnet18"), input);
    }

    /** Closes both. */
    @TearDown
    public void close() throws OrtException {
        bare.close();
        mapper.close();
    }

    /** The maps and the bare run, in turns. */
    @Benchmark
    public void layersBesideBareRun(Turns turns) {
        turns.runRested(() -> mapper.explain(input, request), bare::run);
    }
}
