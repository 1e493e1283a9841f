package io.cam4j.onnx.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A graph's structure, or a part of it, as a model of its own that nodes can be added to. Its large weights stay in the
 * file the graph was read from: they are referred to by offset (ONNX, "External Data"), so it is opened with that file's
 * folder, links followed, as the one to look for weights in. The file is not written. Immutable.
 */
public final class Structure {
    /** Raw weights smaller than this, shapes among them, are copied: ONNX Runtime takes longer to map them. */
    public static final int LEAST_EXTERNAL_BYTES = 1 << 14;

    private final OnnxGraph graph;
    private final ModelProto model;

    private Structure(OnnxGraph graph, ModelProto model) {
        this.graph = graph;
        this.model = model;
    }

    /** Returns the whole graph, with its inputs and outputs. */
    public static Structure whole(OnnxGraph graph) {
        ModelProto.Builder model = graph.model().toBuilder();
        GraphProto.Builder whole = model.getGraphBuilder();
        for (int i = 0; i < whole.getInitializerCount(); i++) {
            whole.setInitializer(i, stored(graph, i));
        }
        return new Structure(graph, model.build());
    }

    /**
     * Returns the whole graph, with some nodes replaced.
     *
     * @param anew nodes to stand for others, in an order they can run in, by the first output of the one they stand for
     * @param constants that those take, of names the graph has not
     */
    public static Structure replacing(OnnxGraph graph, Map<String, List<NodeProto>> anew, List<TensorProto> constants) {
        ModelProto.Builder model = whole(graph).model.toBuilder();
        GraphProto.Builder part = model.getGraphBuilder().clearNode().addAllInitializer(constants);
        for (OnnxNode node : graph.nodes()) {
            String output = node.outputs().stream().findFirst().orElse("");
            part.addAllNode(anew.getOrDefault(output, List.of(node.proto())));
        }
        return new Structure(graph, model.build());
    }

    /**
     * Returns the nodes that make one tensor of another, and no more. The other is the only input, the first the only
     * output.
     *
     * @param from name of the tensor to begin with; what makes it in the graph is left out
     * @param shape the input's sizes, a negative one for an axis of free size
     * @param to name of the tensor to end with
     * @throws MalformedGraphException if {@code to} depends on something the model is fed other than {@code from}, or not
     *     on {@code from} at all
     */
    public static Structure cut(OnnxGraph graph, String from, List<Long> shape, String to) {
        Ancestry ancestry = Ancestry.of(graph, to, Set.of(from));
        Set<String> needed = new HashSet<>(Set.of(to));
        GraphProto.Builder part = GraphProto.newBuilder().setName("part");
        for (OnnxNode node : ancestry.nodes()) {
            part.addNode(node.proto());
            needed.addAll(node.inputs());
        }
        if (!needed.contains(from)) {
            throw new MalformedGraphException("the tensor '%s' does not depend on '%s'".formatted(to, from));
        }
        graph.inputs().stream()
                .map(TensorInfo::name)
                .filter(input -> needed.contains(input) && !input.equals(from))
                .findFirst()
                .ifPresent(input -> {
                    throw new MalformedGraphException("the tensor '%s' depends on the input '%s' not only through '%s'"
                            .formatted(to, input, from));
                });
        storeAll(graph, needed, part);
        part.addInput(input(from, graph.typeOf(from), shape));
        part.addOutput(ValueInfoProto.newBuilder().setName(to));
        return new Structure(graph, graph.model().toBuilder().setGraph(part).build());
    }

    /**
     * Returns nodes that were written to stand behind a graph as a model of their own. What they take from the graph becomes
     * an input if it depends on the image; what does not comes along.
     *
     * @param added the nodes with their constants, inputs and outputs
     */
    public static Structure behind(OnnxGraph graph, GraphProto added) {
        Set<String> own = new HashSet<>();
        added.getInputList().forEach(input -> own.add(input.getName()));
        added.getInitializerList().forEach(constant -> own.add(constant.getName()));
        added.getNodeList().forEach(node -> own.addAll(node.getOutputList()));
        Set<String> taken = new LinkedHashSet<>();
        added.getNodeList().forEach(node -> taken.addAll(node.getInputList()));
        taken.removeAll(own);
        taken.remove("");
        GraphProto.Builder part = GraphProto.newBuilder().setName("part");
        Set<String> needed = new HashSet<>(taken);
        Set<OnnxNode> nodes = new LinkedHashSet<>();
        for (String tensor : taken) {
            Ancestry ancestry = Ancestry.of(graph, tensor, Set.of());
            if (ancestry.dependsOn(graph.inputs(), tensor)) {
                part.addInput(input(tensor, graph.typeOf(tensor)));
            } else {
                nodes.addAll(ancestry.nodes());
            }
        }
        for (OnnxNode node : nodes) {
            part.addNode(node.proto());
            needed.addAll(node.inputs());
        }
        storeAll(graph, needed, part);
        part.mergeFrom(added);
        return new Structure(graph, graph.model().toBuilder().setGraph(part).build());
    }

    private static void storeAll(OnnxGraph graph, Set<String> needed, GraphProto.Builder part) {
        GraphProto all = graph.model().getGraph();
        for (int i = 0; i < all.getInitializerCount(); i++) {
            if (needed.contains(all.getInitializer(i).getName())) {
                part.addInitializer(stored(graph, i));
            }
        }
    }

    /** Returns the names of the inputs. */
    public List<String> inputs() {
        return model.getGraph().getInputList().stream()
                .map(ValueInfoProto::getName)
                .toList();
    }

    private static ValueInfoProto input(String name, String type) {
        ValueInfoProto.Builder input = input(name, type, List.of()).toBuilder();
        input.getTypeBuilder().getTensorTypeBuilder().clearShape(); // whatever the graph makes it
        return input.build();
    }

    private static ValueInfoProto input(String name, String type, List<Long> sizes) {
        TensorProto.DataType element = TensorProto.DataType.valueOf(type.toUpperCase(Locale.ROOT));
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(element.getNumber())
                                .setShape(shape(sizes))))
                .build();
    }

    /** A negative size is free. */
    private static TensorShapeProto shape(List<Long> sizes) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (int axis = 0; axis < sizes.size(); axis++) {
            TensorShapeProto.Dimension.Builder size = shape.addDimBuilder();
            if (sizes.get(axis) < 0) {
                size.setDimParam("free" + axis);
            } else {
                size.setDimValue(sizes.get(axis));
            }
        }
        return shape.build();
    }

    private static TensorProto stored(OnnxGraph graph, int i) {
        TensorProto tensor = graph.model().getGraph().getInitializer(i);
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            return graph.external().relocated(tensor);
        }
        StoredBytes span = graph.spans().get(i);
        if (span.length() < LEAST_EXTERNAL_BYTES) {
            return tensor;
        }
        Path name = Objects.requireNonNull(graph.file().getFileName(), "a file has a name");
        return tensor.toBuilder()
                .clearRawData()
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", name.toString()))
                .addExternalData(entry("offset", String.valueOf(span.offset())))
                .addExternalData(entry("length", String.valueOf(span.length())))
                .build();
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    /** Returns the graph this was taken from. */
    public OnnxGraph graph() {
        return graph;
    }

    /** Returns the model with nodes, constants, inputs and outputs added behind its own. */
    public byte[] with(GraphProto added) {
        ModelProto.Builder whole = model.toBuilder();
        whole.getGraphBuilder().mergeFrom(added);
        return whole.build().toByteArray();
    }

    /**
     * Returns the model for an input of known sizes, with nodes added whose outputs are its only ones. What does not lead to
     * them need not be computed.
     *
     * @param added nodes, constants and outputs
     * @param input name of the input
     * @param sizes the input's, a negative one for an axis of free size
     */
    public byte[] only(GraphProto added, String input, List<Long> sizes) {
        ModelProto.Builder whole = model.toBuilder();
        GraphProto.Builder part = whole.getGraphBuilder().clearOutput().mergeFrom(added);
        for (ValueInfoProto.Builder info : part.getInputBuilderList()) {
            if (info.getName().equals(input)) {
                info.getTypeBuilder().getTensorTypeBuilder().setShape(shape(sizes));
            }
        }
        return whole.build().toByteArray();
    }

    /** Returns the model as it is. */
    public byte[] bytes() {
        return model.toByteArray();
    }
}
