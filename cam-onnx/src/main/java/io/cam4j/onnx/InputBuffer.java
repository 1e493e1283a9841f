package io.cam4j.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.platform.Fp16Conversions;
import io.cam4j.preprocessing.ElementType;
import io.cam4j.preprocessing.InputTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Direct memory for a model's input in the model's own type, and the tensor that reads it. For one thread at a time. */
final class InputBuffer implements AutoCloseable {
    private final ElementType type;
    private final ByteBuffer memory;
    private final OnnxTensor tensor;
    private final Map<String, OnnxTensor> feed;

    private InputBuffer(String name, ElementType type, ByteBuffer memory, OnnxTensor tensor) {
        this.type = type;
        this.memory = memory;
        this.tensor = tensor;
        feed = Collections.singletonMap(name, tensor); // see RunBuffers
    }

    static InputBuffer of(String name, ElementType type, long[] shape) throws OrtException {
        ByteBuffer memory = direct(shape, bytes(type));
        OnnxTensor tensor = OnnxTensor.createTensor(Runtimes.environment(), memory, shape, javaType(type));
        return new InputBuffer(name, type, memory, tensor);
    }

    /* Java frees direct memory when it collects the buffer; a shape's buffers live as long as the pool keeps them. */
    static ByteBuffer direct(long[] shape, int valueBytes) {
        long bytes = valueBytes;
        for (long size : shape) {
            bytes = Math.multiplyExact(bytes, size);
        }
        return ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }

    private static int bytes(ElementType type) {
        return switch (type) {
            case FLOAT32 -> Float.BYTES;
            case FLOAT16 -> Short.BYTES;
            case UINT8 -> Byte.BYTES;
        };
    }

    private static OnnxJavaType javaType(ElementType type) {
        return switch (type) {
            case FLOAT32 -> OnnxJavaType.FLOAT;
            case FLOAT16 -> OnnxJavaType.FLOAT16;
            case UINT8 -> OnnxJavaType.UINT8;
        };
    }

    /**
     * Fills the memory with values, repeated as needed: halves are rounded to nearest, bytes too, and clamped to 0…255.
     *
     * @param values from position 0 to the limit, where the position is afterwards
     * @throws IllegalArgumentException if there is none, or more than there is room for
     */
    void put(FloatBuffer values) {
        memory.clear();
        int room = memory.remaining() / bytes(type);
        if (values.limit() < 1 || values.limit() > room) {
            throw new IllegalArgumentException("1 to %d values expected, got %d".formatted(room, values.limit()));
        }
        write(values.rewind());
        int pattern = memory.position();
        ByteBuffer written = memory.duplicate();
        for (int left = memory.capacity() - pattern; left > 0; left -= pattern) { // rounded once, then copied
            memory.put(memory.capacity() - left, written, 0, Math.min(pattern, left));
        }
    }

    /**
     * Fills the memory with pictures, one behind the other; rounded as above.
     *
     * @throws IllegalArgumentException if they do not fill it
     */
    void put(List<InputTensor> pictures) {
        memory.clear();
        int room = memory.remaining() / bytes(type);
        long values = pictures.stream()
                .mapToLong(picture -> picture.values().remaining())
                .sum();
        if (values != room) {
            throw new IllegalArgumentException("%d values expected, got %d".formatted(room, values));
        }
        for (InputTensor picture : pictures) {
            write(picture.values());
        }
    }

    private void write(FloatBuffer values) {
        switch (type) {
            case FLOAT32 -> {
                int end = memory.position() + Float.BYTES * values.remaining();
                memory.asFloatBuffer().put(values);
                memory.position(end);
            }
            case FLOAT16 -> {
                while (values.hasRemaining()) {
                    memory.putShort(Fp16Conversions.floatToFp16(values.get()));
                }
            }
            case UINT8 -> {
                while (values.hasRemaining()) {
                    memory.put((byte) Math.max(0, Math.min(255, Math.round(values.get()))));
                }
            }
        }
    }

    /** Returns what a run takes. */
    Map<String, OnnxTensor> feed() {
        return feed;
    }

    /** Returns the tensor that reads this memory. */
    OnnxTensor tensor() {
        return tensor;
    }

    @Override
    public void close() {
        tensor.close();
    }
}
