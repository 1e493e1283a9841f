package io.cam4j.onnx.graph;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Where in a model's file the raw bytes of an initializer stand.
 *
 * @param offset from the file's beginning, −1 where the initializer has no raw bytes
 * @param length number of bytes
 */
record StoredBytes(long offset, long length) {
    /*
     * Numbers of fields in onnx.proto: ModelProto.graph, GraphProto.initializer, TensorProto.raw_data. The parser hands
     * out the bytes, but not their place; so the same file is walked once more, skipping what lies in between.
     */
    private static final int GRAPH = 7;
    private static final int INITIALIZER = 5;
    private static final int RAW_DATA = 9;

    private static final StoredBytes NONE = new StoredBytes(-1, 0);

    /** Returns the places for all initializers, in their order. */
    static List<StoredBytes> scan(ByteBuffer file) throws IOException {
        List<StoredBytes> spans = new ArrayList<>();
        CodedInputStream input = UnsafeByteOperations.unsafeWrap(file).newCodedInput();
        input.enableAliasing(true);
        input.setSizeLimit(Integer.MAX_VALUE);
        inside(
                input,
                GRAPH,
                () -> inside(input, INITIALIZER, () -> {
                    spans.add(raw(input));
                    if (spans.size() > GraphLimits.MOST_PARTS) { // before each becomes an object
                        throw new MalformedGraphException(
                                "at most %d initializers expected, there are more".formatted(GraphLimits.MOST_PARTS));
                    }
                }));
        return spans;
    }

    private static StoredBytes raw(CodedInputStream input) throws IOException {
        StoredBytes span = NONE;
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            if (tag == bytes(RAW_DATA)) {
                int length = input.readRawVarint32();
                span = new StoredBytes(input.getTotalBytesRead(), length);
                input.skipRawBytes(length);
            } else {
                input.skipField(tag);
            }
        }
        return span;
    }

    /** Does something within each message of a field. */
    private static void inside(CodedInputStream input, int field, Work work) throws IOException {
        for (int tag = input.readTag(); tag != 0; tag = input.readTag()) {
            if (tag == bytes(field)) {
                int outer = input.pushLimit(input.readRawVarint32());
                work.run();
                input.popLimit(outer);
            } else {
                input.skipField(tag);
            }
        }
    }

    private static int bytes(int field) {
        return (field << 3) | WireFormat.WIRETYPE_LENGTH_DELIMITED;
    }

    private interface Work {
        void run() throws IOException;
    }
}
