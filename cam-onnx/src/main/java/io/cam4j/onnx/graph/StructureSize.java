package io.cam4j.onnx.graph;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much memory a file's structure takes once it is read: two bytes of the file can become an object of a hundred. So a
 * file that would not fit is refused before.
 */
final class StructureSize {
    private static final long OBJECT = 128; // bytes: the largest message without its contents, and its place in a list
    private static final long TEXT = 64;
    private static final long NUMBER = 8;
    private static final int DEEPEST = 100; // what the parser takes

    private StructureSize() {}

    /**
     * Checks that a file's structure, which its weights' raw bytes are no part of, fits half of Java's memory.
     *
     * @throws MalformedGraphException if it does not
     */
    static void check(ByteBuffer file, List<StoredBytes> spans) throws IOException {
        long most = Runtime.getRuntime().maxMemory() / 2;
        long structure = file.limit();
        for (StoredBytes span : spans) {
            structure -= span.length();
        }
        if (structure <= most / OBJECT) { // nearly always; the rest is weighed
            return;
        }
        CodedInputStream input = UnsafeByteOperations.unsafeWrap(file).newCodedInput();
        input.enableAliasing(true);
        input.setSizeLimit(Integer.MAX_VALUE);
        long bytes = weigh(input, ModelProto.getDescriptor(), 0);
        if (bytes > most) {
            throw new MalformedGraphException(
                    "the file's structure would take some %d MB of memory; at most half of Java's %d MB expected. Give Java more (-Xmx), or keep weights as raw data"
                            .formatted(bytes >> 20, most >> 19));
        }
    }

    private static long weigh(CodedInputStream input, Descriptor message, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new InvalidProtocolBufferException("too many levels of nesting");
        }
        long bytes = OBJECT;
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            FieldDescriptor field = message.findFieldByNumber(WireFormat.getTagFieldNumber(tag));
            if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                input.skipField(tag);
                bytes += field == null ? OBJECT : NUMBER;
                continue;
            }
            int length = input.readRawVarint32();
            if (field != null && field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                int outer = input.pushLimit(length);
                bytes += weigh(input, field.getMessageType(), depth + 1);
                input.popLimit(outer);
            } else {
                input.skipRawBytes(length);
                bytes += TEXT + packed(field) * length;
            }
        }
        return bytes;
    }

    /** Returns the most bytes that a byte of packed numbers becomes; texts and raw bytes stay in the file. */
    private static long packed(@Nullable FieldDescriptor field) {
        if (field == null || !field.isPackable()) {
            return 0;
        }
        return switch (field.getJavaType()) {
            case FLOAT, DOUBLE -> 1;
            case INT -> 4;
            default -> NUMBER;
        };
    }
}
