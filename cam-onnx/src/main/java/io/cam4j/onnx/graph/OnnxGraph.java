package io.cam4j.onnx.graph;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A read-only view of an ONNX file: its nodes, who produces what, the constants. Reading maps the file and copies no
 * weights. Immutable, thread-safe.
 */
public final class OnnxGraph {
    private final ModelProto model;
    private final List<OnnxNode> nodes;
    private final Map<String, OnnxNode> producers = new HashMap<>();
    private final Map<String, Constant> constants = new HashMap<>();
    private final Map<String, TensorInfo> infos = new HashMap<>();

    private OnnxGraph(ModelProto model) {
        this.model = model;
        GraphProto graph = model.getGraph();
        nodes = graph.getNodeList().stream().map(OnnxNode::new).toList();
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), new Constant(tensor)));
        for (int i = 0; i < nodes.size(); i++) {
            OnnxNode node = nodes.get(i);
            node.outputs().forEach(output -> producers.put(output, node));
            constantOf(graph.getNode(i))
                    .ifPresent(tensor -> constants.put(node.outputs().get(0), new Constant(tensor)));
        }
        for (List<ValueInfoProto> some :
                List.of(graph.getValueInfoList(), graph.getInputList(), graph.getOutputList())) {
            some.forEach(info -> infos.put(info.getName(), TensorInfo.of(info)));
        }
    }

    private static Optional<TensorProto> constantOf(NodeProto node) {
        if (!node.getOpType().equals("Constant") || node.getOutputCount() == 0) {
            return Optional.empty();
        }
        return node.getAttributeList().stream()
                .filter(attribute -> attribute.getName().equals("value"))
                .map(AttributeProto::getT)
                .findFirst();
    }

    /**
     * Reads a file's structure.
     *
     * @throws MalformedGraphException if it is empty, larger than 2 GB, truncated, or not an ONNX model
     * @throws IOException if it cannot be read
     */
    public static OnnxGraph read(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            if (size == 0) {
                throw new MalformedGraphException("the file is empty; an ONNX model expected");
            }
            if (size > Integer.MAX_VALUE) {
                throw new MalformedGraphException(
                        "the file has %d bytes; an ONNX file of at most 2 GB expected".formatted(size));
            }
            return new OnnxGraph(parse(channel.map(FileChannel.MapMode.READ_ONLY, 0, size)));
        }
    }

    private static ModelProto parse(MappedByteBuffer bytes) throws IOException {
        CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
        input.enableAliasing(true); // weights stay where they are, in the mapping
        input.setSizeLimit(Integer.MAX_VALUE);
        try {
            ModelProto model = ModelProto.parseFrom(input);
            if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
                throw new MalformedGraphException("the file has no graph of nodes; an ONNX model expected");
            }
            return model;
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedGraphException(
                    "the file is not an ONNX model, or is cut off or damaged: " + e.getMessage(), e);
        }
    }

    /** Returns the nodes in the file's order. */
    public List<OnnxNode> nodes() {
        return nodes;
    }

    /** Returns the inputs the caller feeds; initializers that are listed as inputs too are left out. */
    public List<TensorInfo> inputs() {
        return model.getGraph().getInputList().stream()
                .filter(input -> !constants.containsKey(input.getName()))
                .map(TensorInfo::of)
                .toList();
    }

    /** Returns the outputs. */
    public List<TensorInfo> outputs() {
        return model.getGraph().getOutputList().stream().map(TensorInfo::of).toList();
    }

    /** Returns what the file says of a tensor, empty if nothing. */
    public Optional<TensorInfo> info(String tensor) {
        return Optional.ofNullable(infos.get(tensor));
    }

    /** Returns the version of ONNX's own operators in use. */
    public long opset() {
        return model.getOpsetImportList().stream()
                .filter(set -> set.getDomain().isEmpty() || set.getDomain().equals("ai.onnx"))
                .mapToLong(OperatorSetIdProto::getVersion)
                .findFirst()
                .orElse(1);
    }

    /** Returns the program that wrote the file, as it names itself; empty if it does not. */
    public String producer() {
        return (model.getProducerName() + " " + model.getProducerVersion()).strip();
    }

    Optional<OnnxNode> producer(String tensor) {
        return Optional.ofNullable(producers.get(tensor));
    }

    Optional<Constant> constant(String tensor) {
        return Optional.ofNullable(constants.get(tensor));
    }
}
