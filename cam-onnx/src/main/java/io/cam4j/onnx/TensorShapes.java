package io.cam4j.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import io.cam4j.CamModelException;
import io.cam4j.network.Head;
import io.cam4j.preprocessing.ElementType;
import io.cam4j.preprocessing.InputSpec;
import io.cam4j.preprocessing.TensorLayout;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** Checks that a session's input and outputs are those of an image classifier. Free sizes are −1 in ONNX Runtime. */
final class TensorShapes {
    private static final long MAX_VALUES = 1L << 28; // 1 GB of floats

    private final Path model;
    private final Map<String, NodeInfo> inputs;
    private final Map<String, NodeInfo> outputs;

    TensorShapes(Path model, OrtSession session) throws OrtException {
        this.model = model;
        inputs = session.getInputInfo();
        outputs = session.getOutputInfo();
    }

    String inputName() {
        if (inputs.size() != 1) {
            throw unusable("one image input expected, the model has %d: %s".formatted(inputs.size(), inputs.keySet()));
        }
        return inputs.keySet().iterator().next();
    }

    InputSpec input() {
        String name = inputName();
        TensorInfo info = tensor("input", name, inputs);
        long[] shape = info.getShape();
        if (shape.length != 4) {
            throw unusable("an input of rank 4, [n, 3, h, w] or [n, h, w, 3], expected, '%s' has the shape %s"
                    .formatted(name, Arrays.toString(shape)));
        }
        boolean last = !isChannels(shape[1]) && isChannels(shape[3]);
        long channels = last ? shape[3] : shape[1];
        if (channels > 0 && !isChannels(channels)) {
            throw unusable(
                    "1 or 3 input channels expected, '%s' has the shape %s".formatted(name, Arrays.toString(shape)));
        }
        checkPixels(shape);
        return new InputSpec(
                size(shape[0]),
                size(channels),
                size(last ? shape[1] : shape[2]),
                size(last ? shape[2] : shape[3]),
                last ? TensorLayout.NHWC : TensorLayout.NCHW,
                elementType(name, info));
    }

    private void checkPixels(long... shape) {
        long values = 1;
        for (long size : shape) {
            values *= Math.max(1, Math.min(size, MAX_VALUES + 1));
            if (values > MAX_VALUES) {
                throw unusable("an input of at most %d values expected, it has the shape %s"
                        .formatted(MAX_VALUES, Arrays.toString(shape)));
            }
        }
    }

    private static boolean isChannels(long size) {
        return size == 1 || size == 3;
    }

    private int size(long size) {
        if (size > 16384) {
            throw unusable("input sizes of at most 16384 expected, got %d".formatted(size));
        }
        return size <= 0 ? InputSpec.FREE : (int) size;
    }

    private ElementType elementType(String name, TensorInfo info) {
        return switch (info.type) {
            case FLOAT -> ElementType.FLOAT32;
            case FLOAT16 -> ElementType.FLOAT16;
            case UINT8 -> ElementType.UINT8;
            default ->
                throw unusable("an input of float32, float16 or uint8 expected, '%s' is of type %s"
                        .formatted(name, info.type));
        };
    }

    /** Checks what the file says of the outputs' shapes; what it leaves open each run checks. */
    void checkOutputs(String logits, String features, Head head) {
        check(logits, "[n, K]", -1, head.classes());
        check(features, "[n, C, h, w]", -1, head.channels(), -1, -1);
    }

    private void check(String name, String meaning, long... expected) {
        TensorInfo info = tensor("output", name, outputs);
        long[] shape = info.getShape();
        boolean open = shape.length == 0; // nothing is known of it before it runs
        boolean fits = (open || shape.length == expected.length) && info.type == OnnxJavaType.FLOAT;
        for (int i = 0; fits && i < shape.length; i++) {
            fits = expected[i] < 0 || shape[i] < 0 || shape[i] == expected[i];
        }
        if (!fits) {
            throw unusable("the output '%s' as float32 %s = %s expected, it is %s %s"
                    .formatted(name, meaning, Arrays.toString(expected), info.type, Arrays.toString(shape)));
        }
    }

    private TensorInfo tensor(String what, String name, Map<String, NodeInfo> all) {
        NodeInfo info = all.get(name);
        if (info != null && info.getInfo() instanceof TensorInfo tensor) {
            return tensor;
        }
        throw unusable("a tensor expected as %s '%s'".formatted(what, name));
    }

    private CamModelException unusable(String problem) {
        return new CamModelException(model.toString(), "%s is not usable: %s".formatted(model, problem));
    }
}
