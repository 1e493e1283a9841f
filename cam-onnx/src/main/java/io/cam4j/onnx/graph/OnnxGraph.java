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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A read-only view of an ONNX file: its nodes, who produces what, the constants. Reading maps the file and copies no
 * weights. Immutable, thread-safe.
 */
public final class OnnxGraph {
    private final ModelProto model;
    private final Path file;
    private final ExternalData external;
    private final List<StoredBytes> spans;
    private final List<OnnxNode> nodes;
    private final Map<String, OnnxNode> producers = new HashMap<>();
    private final Map<String, Constant> constants = new HashMap<>();
    private final Map<String, ValueInfoProto> infos = new HashMap<>();

    private OnnxGraph(ModelProto model, Path file, List<StoredBytes> spans) throws IOException {
        this.model = model;
        this.file = file.toRealPath();
        this.spans = List.copyOf(spans);
        external = new ExternalData(folderOf(file), folderOf(this.file));
        GraphProto graph = model.getGraph();
        nodes = graph.getNodeList().stream().map(OnnxNode::new).toList();
        graph.getInitializerList().forEach(tensor -> constants.put(tensor.getName(), new Constant(tensor, external)));
        for (int i = 0; i < nodes.size(); i++) {
            OnnxNode node = nodes.get(i);
            node.outputs().stream().filter(name -> !name.isEmpty()).forEach(name -> producers.put(name, node));
            constantOf(graph.getNode(i))
                    .ifPresent(tensor -> constants.put(node.outputs().get(0), new Constant(tensor, external)));
        }
        for (List<ValueInfoProto> some :
                List.of(graph.getValueInfoList(), graph.getInputList(), graph.getOutputList())) {
            some.forEach(info -> infos.put(info.getName(), info));
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
            MappedByteBuffer bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
            OnnxGraph graph = parse(bytes, file);
            GraphLimits.check(graph);
            return graph;
        }
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file has a folder");
    }

    private static OnnxGraph parse(MappedByteBuffer bytes, Path file) throws IOException {
        try {
            List<StoredBytes> spans = StoredBytes.scan(bytes);
            StructureSize.check(bytes, spans);
            CodedInputStream input = UnsafeByteOperations.unsafeWrap(bytes).newCodedInput();
            input.enableAliasing(true); // weights stay where they are, in the mapping
            input.setSizeLimit(Integer.MAX_VALUE);
            ModelProto model = ModelProto.parseFrom(input);
            if (!model.hasGraph() || model.getGraph().getNodeCount() == 0) {
                throw new MalformedGraphException("the file has no graph of nodes; an ONNX model expected");
            }
            return new OnnxGraph(model, file, spans);
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
        return Optional.ofNullable(infos.get(tensor)).map(TensorInfo::of);
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

    /** Returns whether a node gives a tensor of this name. */
    public boolean computes(String tensor) {
        return producers.containsKey(tensor);
    }

    /** Returns the node that gives a tensor, empty for what is stored or fed. */
    public Optional<OnnxNode> producer(String tensor) {
        return Optional.ofNullable(producers.get(tensor));
    }

    /** Returns a tensor whose values are stored in the file or beside it. */
    Optional<ConstantValue> stored(String tensor) {
        return Optional.ofNullable(constants.get(tensor));
    }

    /** Returns the type of a stored tensor's values as ONNX spells it, in lower case; empty if it is not stored. */
    Optional<String> storedType(String tensor) {
        return Optional.ofNullable(constants.get(tensor))
                .map(constant -> constant.type().name().toLowerCase(Locale.ROOT));
    }

    /** Returns whether a tensor is stored as 32-bit floats that nobody can feed others in place of. */
    public boolean isStoredFloats(String tensor) {
        boolean mayBeFed = model.getIrVersion() >= 4
                && model.getGraph().getInputList().stream()
                        .anyMatch(input -> input.getName().equals(tensor));
        return !mayBeFed && storedType(tensor).filter("float"::equals).isPresent();
    }

    /**
     * Returns the type of a tensor's values as ONNX spells it, in lower case: what the file says, or what the operators
     * make of the types it says.
     */
    public String typeOf(String tensor) {
        return ElementTypes.of(this, tensor);
    }

    /** Returns a tensor that does not depend on the input, stored or computed from such. */
    public Optional<ConstantValue> constant(String tensor) {
        return Folding.find(this, tensor);
    }

    ModelProto model() {
        return model;
    }

    /** Returns the file the graph was read from, links followed. */
    Path file() {
        return file;
    }

    /** Returns where tensors are that the file keeps elsewhere. */
    ExternalData external() {
        return external;
    }

    /** Returns where in the file the bytes of each initializer stand, in the initializers' order. */
    List<StoredBytes> spans() {
        return spans;
    }
}
