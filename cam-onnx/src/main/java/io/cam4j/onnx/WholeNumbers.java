package io.cam4j.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtSession;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** A run's outputs of whole numbers. */
final class WholeNumbers {
    private WholeNumbers() {}

    /** Returns copies of the outputs of type int64 and int32, by name. */
    static Map<String, long[]> of(OrtSession.Result result) {
        Map<String, long[]> outputs = new HashMap<>();
        for (Map.Entry<String, OnnxValue> output : result) {
            OnnxTensor tensor = (OnnxTensor) output.getValue();
            switch (tensor.getInfo().type) {
                case INT64 -> outputs.put(output.getKey(), longs(tensor.getLongBuffer()));
                case INT32 -> outputs.put(output.getKey(), longs(tensor.getIntBuffer()));
                default -> {
                    // the model's own outputs
                }
            }
        }
        return outputs;
    }

    private static long[] longs(LongBuffer values) {
        long[] copy = new long[values.remaining()];
        values.get(copy);
        return copy;
    }

    private static long[] longs(IntBuffer values) {
        return IntStream.range(0, values.remaining()).mapToLong(values::get).toArray();
    }
}
