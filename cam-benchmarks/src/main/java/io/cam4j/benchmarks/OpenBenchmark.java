package io.cam4j.benchmarks;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.cam4j.onnx.OnnxClassActivationMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
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
 * Opening a model, its head found and proved, beside ONNX Runtime's opening of the same file and one run; ND4J has started. What
 * is opened is closed before the next, which is not timed.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(2)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 8, time = 2)
@State(Scope.Benchmark)
@NullUnmarked // JMH sets the fields
public class OpenBenchmark {
    private static final int OPENINGS_TO_COMPILE = 600;
    private static final int SIZE = 224; // where the model leaves it open

    /** The model's file name below the folder of models. */
    @Param({
        "densenet161",
        "resnet18",
        "mobilenetv2-torchvision-hybrid",
        "shufflenet_v2-plain",
        "squeezenet1_1",
        "squeezenet1.1-zoo",
        "squeezenet-fp16-caffe",
        "mobilenet_v3_small-plain",
        "mobilenet_v1_0.25_224-tfjs"
    })
    public String model;

    private OnnxTensor input;
    private String inputName;
    private Set<String> output;
    private @Nullable AutoCloseable opened;

    /** Has the JVM compile what opens models with and without a tail, and makes an input. */
    @Setup
    public void prepare() throws Exception {
        for (int i = 0; i < OPENINGS_TO_COMPILE; i++) {
            OnnxClassActivationMapper.open(Models.file("mobilenet_v3_small-plain"))
                    .close();
            OnnxClassActivationMapper.open(Models.file("mobilenet_v1_0.25_224-tfjs"))
                    .close();
        }
        try (OrtSession session = BareSession.open(Models.file(model))) {
            Map.Entry<String, NodeInfo> first =
                    session.getInputInfo().entrySet().iterator().next();
            inputName = first.getKey();
            input = zeros((TensorInfo) first.getValue().getInfo());
            Set<String> names = session.getOutputNames();
            output = Set.of(
                    names.contains("logits") ? "logits" : names.iterator().next());
        }
    }

    private static OnnxTensor zeros(TensorInfo info) throws OrtException {
        long[] shape = info.getShape();
        int bytes = info.type.size;
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = shape[axis] > 0 ? shape[axis] : axis == 0 ? 1 : SIZE;
            bytes *= (int) shape[axis];
        }
        ByteBuffer memory = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), memory, shape, info.type);
    }

    /** Closes what is open. */
    @TearDown
    public void close() {
        closeOpened();
        input.close();
    }

    private void closeOpened() {
        try {
            if (opened != null) {
                opened.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        opened = null;
    }

    /** A mapper, and a bare session with its first run, in turns. */
    @Benchmark
    public void openBesideBareOpenAndRun(Turns turns) {
        turns.run(this::closeOpened, this::openMapper, this::openBare);
    }

    private void openMapper() {
        opened = OnnxClassActivationMapper.open(Models.file(model));
    }

    private void openBare() {
        try {
            OrtSession session = BareSession.open(Models.file(model));
            opened = session;
            session.run(Map.of(inputName, input), output).close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
