package io.cam4j.onnx;

import static io.cam4j.onnx.TestModel.CHANNELS;
import static io.cam4j.onnx.TestModel.CLASSES;
import static io.cam4j.onnx.TestModel.integer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * A model somebody has tampered with.
 *
 * @param name says how
 * @param writer writes it, with what it needs beside it
 */
record HostileModel(String name, Writer writer) {
    static final int SIZE = 16;

    /** Absurd for nearly everything that is counted. */
    static final long[] ABSURD = {0, -1, 7, 1L << 31, (1L << 32) + 1, 1L << 40, 1L << 62, Long.MAX_VALUE, Long.MIN_VALUE
    };

    /** Writes a model's files. */
    interface Writer {
        /** Writes them into a folder of their own; returns the one to open. */
        Path write(Path folder) throws IOException;
    }

    static HostileModel of(String name, TestModel model, Consumer<ModelProto.Builder> tampering) {
        return new HostileModel(name, folder -> {
            ModelProto.Builder tampered = proto(model).toBuilder();
            tampering.accept(tampered);
            return Files.write(file(folder), tampered.build().toByteArray());
        });
    }

    static HostileModel of(String name, TestModel model) {
        return of(name, model, tampered -> {});
    }

    static ModelProto proto(TestModel model) {
        try {
            return ModelProto.parseFrom(model.bytes());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path file(Path folder) {
        return folder.resolve("model.onnx");
    }

    /** Returns a body that ends in the tensor {@code x}, [n, 4, 8, 8]. */
    static TestModel body(int opset) {
        return TestModel.body(0, SIZE).node("Relu", "x", "features").opset(opset);
    }

    static TestModel body() {
        return body(13);
    }

    /** Adds a head behind a tensor of the shape of {@code x}. */
    static TestModel head(TestModel model, String tensor) {
        return model.node("Relu", "tap", tensor)
                .node("GlobalAveragePool", "pooled", "tap")
                .node("Flatten", "flat", "pooled")
                .random("fc", CHANNELS, CLASSES)
                .node("MatMul", "logits", "flat fc")
                .output("logits", 0, CLASSES);
    }

    /** Adds a head behind {@code x} plus the largest value of {@code y}, which may be of any shape and type. */
    static TestModel headOfAny(TestModel model) {
        return head(
                model.node("Cast", "cast", "y", integer("to", 1))
                        .node("ReduceMax", "most", "cast", integer("keepdims", 0))
                        .node("Add", "z", "x most"),
                "z");
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }

    static NodeProto node(String operator, String inputs, String output, AttributeProto... attributes) {
        return NodeProto.newBuilder()
                .setOpType(operator)
                .addAllInput(Arrays.asList(inputs.split(" ", -1)))
                .addOutput(output)
                .addAllAttribute(Arrays.asList(attributes))
                .build();
    }

    @Override
    public String toString() {
        return name;
    }
}
