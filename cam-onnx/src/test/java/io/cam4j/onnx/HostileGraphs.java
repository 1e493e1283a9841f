package io.cam4j.onnx;

import static io.cam4j.onnx.HostileModel.ABSURD;
import static io.cam4j.onnx.HostileModel.SIZE;
import static io.cam4j.onnx.HostileModel.node;
import static io.cam4j.onnx.HostileTensors.info;
import static io.cam4j.onnx.TestModel.integer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.ByteString;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Models whose wiring, names or versions are absurd, or that have absurdly much of something. */
final class HostileGraphs {
    private static final List<String> NAMES =
            List.of("", "\0", "stem\0", "x".repeat(1 << 16), "%s%n{}", "../../etc/passwd", "\n\u001b[31m");

    private final List<HostileModel> models = new ArrayList<>();

    static List<HostileModel> all() {
        HostileGraphs all = new HostileGraphs();
        all.wiring();
        all.names();
        all.versions();
        all.much();
        all.bytes();
        return all.models;
    }

    /** In a model that has the outputs needed, and in one they are added to. */
    private void model(String name, Consumer<ModelProto.Builder> tampering) {
        models.add(HostileModel.of(name, TestModel.linear(0, SIZE), tampering));
        models.add(HostileModel.of(name + ", output added", TestModel.linear(0, SIZE), model -> {
            model.getGraphBuilder().removeOutput(1);
            tampering.accept(model);
        }));
    }

    private void graph(String name, Consumer<GraphProto.Builder> tampering) {
        model(name, model -> tampering.accept(model.getGraphBuilder()));
    }

    private void eachNode(String name, BiConsumer<GraphProto.Builder, NodeProto.Builder> tampering) {
        for (int n = 0; n < 5; n++) {
            int at = n;
            graph("node %d %s".formatted(n, name), graph -> tampering.accept(graph, graph.getNodeBuilder(at)));
        }
    }

    private void wiring() {
        eachNode("of itself", (graph, node) -> node.setInput(0, node.getOutput(0)));
        eachNode("of the logits", (graph, node) -> node.setInput(0, "logits"));
        eachNode("of nothing", (graph, node) -> node.clearInput());
        eachNode("of no name", (graph, node) -> node.setInput(0, ""));
        eachNode("of nobody", (graph, node) -> node.setInput(0, "nobody"));
        eachNode("of a thousand", (graph, node) -> node.addAllInput(Collections.nCopies(1000, "input")));
        eachNode("gives nothing", (graph, node) -> node.clearOutput());
        eachNode("gives no name", (graph, node) -> node.setOutput(0, ""));
        eachNode("gives a name twice", (graph, node) -> node.addOutput(node.getOutput(0)));
        eachNode("gives more", (graph, node) -> node.addOutput("more").addOutput("still more"));
        eachNode("gives the input", (graph, node) -> node.setOutput(0, "input"));
        eachNode("gives the weights", (graph, node) -> node.setOutput(0, "fc.weight"));
        eachNode("twice", (graph, node) -> graph.addNode(node));
        eachNode("of no operator", (graph, node) -> node.setOpType("Nothing"));
        eachNode("of another domain", (graph, node) -> node.setDomain("com.example"));
        eachNode(
                "with an attribute twice",
                (graph, node) -> node.addAttribute(integer("axis", 1)).addAttribute(integer("axis", 2)));
        eachNode(
                "with an attribute of no type",
                (graph, node) -> node.addAttribute(AttributeProto.newBuilder().setName("x")));
        eachNode(
                "with a reference",
                (graph, node) -> node.addAttribute(
                        AttributeProto.newBuilder().setName("axis").setRefAttrName("axis")));
        for (int n = 0; n < 4; n++) {
            int at = n;
            graph("constant %d missing".formatted(n), graph -> graph.removeInitializer(at));
            graph("constant %d twice".formatted(n), graph -> graph.addInitializer(graph.getInitializer(at)));
            graph(
                    "constant %d as the input".formatted(n),
                    graph -> graph.getInitializerBuilder(at).setName("input"));
            graph(
                    "constant %d as the logits".formatted(n),
                    graph -> graph.getInitializerBuilder(at).setName("logits"));
            graph("node %d missing".formatted(n), graph -> graph.removeNode(at));
        }
        graph("no inputs", GraphProto.Builder::clearInput);
        graph("no outputs", GraphProto.Builder::clearOutput);
        graph("the input as an output", graph -> graph.addOutput(graph.getInput(0)));
        graph("the input twice", graph -> graph.addInput(graph.getInput(0)));
        graph("an output twice", graph -> graph.addOutput(graph.getOutput(0)));
        graph("an output of nobody", graph -> graph.addOutput(info("nobody", 1)));
        graph("weights as an input of another type", graph -> graph.addInput(info("fc.weight", 7, 1, 1)));
        graph("a circle aside", graph -> graph.addNode(node("Relu", "p", "q")).addNode(node("Relu", "q", "p")));
        graph("a circle of one aside", graph -> graph.addNode(node("Relu", "p", "p")));
        graph(
                "names that are cam4j's",
                graph -> graph.addNode(node("Relu", "input", "cam4j/logits"))
                        .addNode(node("Relu", "input", "cam4j/features")));
        graph("nodes in reverse", graph -> {
            List<NodeProto> nodes = new ArrayList<>(graph.getNodeList());
            Collections.reverse(nodes);
            graph.clearNode().addAllNode(nodes);
        });
    }

    private void names() {
        for (int i = 0; i < NAMES.size(); i++) {
            String name = NAMES.get(i);
            for (String tensor : List.of("input", "stem", "features", "logits", "fc.weight")) {
                graph("%s renamed %d".formatted(tensor, i), graph -> rename(graph, tensor, name));
            }
            graph("an operator named " + i, graph -> graph.getNodeBuilder(0).setOpType(name));
            graph("a node named " + i, graph -> graph.getNodeBuilder(0).setName(name));
            graph("a domain named " + i, graph -> graph.getNodeBuilder(0).setDomain(name));
            graph("an attribute named " + i, graph -> graph.getNodeBuilder(0).addAttribute(integer(name, 1)));
            model(
                    "metadata named " + i,
                    model -> model.setProducerName(name)
                            .addMetadataProps(StringStringEntryProto.newBuilder()
                                    .setKey(name)
                                    .setValue(name)));
        }
        ByteString noText = ByteString.copyFrom(new byte[] {(byte) 0xff, (byte) 0xfe});
        graph(
                "a node named by bytes that are no text",
                graph -> graph.getNodeBuilder(0).setNameBytes(noText));
        graph("an operator named by such", graph -> graph.getNodeBuilder(1).setOpTypeBytes(noText));
        graph("an input named by such", graph -> {
            graph.getInputBuilder(0).setNameBytes(noText);
            NodeProto.Builder first = graph.getNodeBuilder(0);
            first.clearInput().addInputBytes(noText).addInput("stem.weight").addInput("stem.bias");
        });
    }

    private static void rename(GraphProto.Builder graph, String from, String to) {
        for (NodeProto.Builder node : graph.getNodeBuilderList()) {
            List<String> inputs = new ArrayList<>(node.getInputList());
            List<String> outputs = new ArrayList<>(node.getOutputList());
            Collections.replaceAll(inputs, from, to);
            Collections.replaceAll(outputs, from, to);
            node.clearInput().addAllInput(inputs).clearOutput().addAllOutput(outputs);
        }
        List<ValueInfoProto.Builder> infos = new ArrayList<>(graph.getInputBuilderList());
        infos.addAll(graph.getOutputBuilderList());
        infos.stream().filter(info -> info.getName().equals(from)).forEach(info -> info.setName(to));
        graph.getInitializerBuilderList().stream()
                .filter(tensor -> tensor.getName().equals(from))
                .forEach(tensor -> tensor.setName(to));
    }

    private void versions() {
        for (long version : ABSURD) {
            OperatorSetIdProto set =
                    OperatorSetIdProto.newBuilder().setVersion(version).build();
            model("opset " + version, model -> model.setOpsetImport(0, set));
            for (String domain : List.of("com.microsoft", "ai.onnx.ml", "com.example")) {
                model(
                        "opset %d of %s".formatted(version, domain),
                        model -> model.addOpsetImport(set.toBuilder().setDomain(domain)));
            }
            model("IR version " + version, model -> model.setIrVersion(version));
        }
        model("no opset", ModelProto.Builder::clearOpsetImport);
        model("no IR version", ModelProto.Builder::clearIrVersion);
        models.add(HostileModel.of("no graph", TestModel.linear(0, SIZE), ModelProto.Builder::clearGraph));
    }

    /** What ONNX Runtime takes minutes for, some of it with the square of the number; and what it still has to bear. */
    private void much() {
        for (int count : new int[] {2_000, 100_000}) {
            many("nodes aside", count, (graph, i) -> graph.addNode(node("Relu", "features", "r" + i)));
            many("inputs", count, (graph, i) -> graph.addInput(info("i" + i, 1, 1)));
            many("outputs", count, (graph, i) -> graph.addOutput(info("i" + i, 1, 1)));
            many("value infos", count, (graph, i) -> graph.addValueInfo(info("i" + i, 1, 1)));
            many(
                    "initializers",
                    count,
                    (graph, i) -> graph.addInitializer(TensorProto.newBuilder()
                            .setName("c" + i)
                            .setDataType(1)
                            .addFloatData(1)));
            many("attributes", count, (graph, i) -> graph.getNodeBuilder(1).addAttribute(integer("a" + i, 1)));
            many("links of a chain", count, (graph, i) -> graph.addNode(node("Neg", "c" + i, "c" + (i + 1))));
        }
        many(
                "nodes that take one twice",
                200,
                (graph, i) -> graph.addNode(node("Add", "c%d c%d".formatted(i, i), "c" + (i + 1))));
        models.add(HostileModel.of("constants that take one twice", TestModel.linear(0, SIZE), model -> {
            GraphProto.Builder graph = model.getGraphBuilder();
            graph.addInitializer(TensorProto.newBuilder()
                    .setName("s0")
                    .setDataType(7)
                    .addDims(1)
                    .addInt64Data(1));
            for (int i = 0; i < 31; i++) { // read without thought, 2^31 times
                graph.addNode(node("Reshape", "s%d s%d".formatted(i, i), "s" + (i + 1)));
            }
            graph.addNode(node("ConstantOfShape", "s31", "weights"));
            graph.getNodeBuilder(4).setInput(1, "weights");
        }));
        models.add(HostileModel.of("a hundred thousand opsets", TestModel.linear(0, SIZE), model -> {
            for (int i = 0; i < 100_000; i++) {
                model.addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain("d" + i).setVersion(1));
            }
        }));
    }

    private void many(String name, int count, BiConsumer<GraphProto.Builder, Integer> adding) {
        models.add(HostileModel.of("%d %s".formatted(count, name), TestModel.linear(0, SIZE), model -> {
            GraphProto.Builder graph = model.getGraphBuilder();
            graph.addNode(node("Identity", "features", "c0"));
            for (int i = 0; i < count; i++) {
                adding.accept(graph, i);
            }
        }));
    }

    /** What no builder makes: messages of nothing by the million, and messages in messages. */
    private void bytes() {
        for (int field : new int[] {1, 5, 11, 13, 15}) { // node, initializer, input, value_info, sparse_initializer
            bytes("ten million empty messages of field " + field, () -> {
                byte[] empty = new byte[20_000_000];
                for (int i = 0; i < empty.length; i += 2) {
                    empty[i] = (byte) ((field << 3) | 2);
                }
                return message(7, empty);
            });
        }
        bytes("a type nested 5000 deep", () -> {
            byte[] type = {};
            for (int i = 0; i < 5000; i++) {
                type = message(4, message(1, type)); // TypeProto.sequence_type, Sequence.elem_type
            }
            return message(7, message(13, message(2, type)));
        });
        bytes("groups nested 100,000 deep", () -> {
            byte[] groups = new byte[100_000];
            java.util.Arrays.fill(groups, (byte) 0x0b);
            return groups;
        });
        bytes("a length beyond the end", () -> new byte[] {0x3a, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x7f});
        bytes("a negative length", () -> new byte[] {0x3a, -1, -1, -1, -1, 0x0f});
    }

    private interface Bytes {
        byte[] get();
    }

    private void bytes(String name, Bytes more) {
        models.add(new HostileModel(name, folder -> {
            ByteString model = ByteString.copyFrom(TestModel.linear(0, SIZE).bytes());
            return Files.write(
                    HostileModel.file(folder),
                    model.concat(ByteString.copyFrom(more.get())).toByteArray());
        }));
    }

    private static byte[] message(int field, byte[] content) {
        ByteString.Output out = ByteString.newOutput(content.length + 10);
        out.write((field << 3) | 2);
        int length = content.length;
        while (length > 0x7f) {
            out.write((length & 0x7f) | 0x80);
            length >>>= 7;
        }
        out.write(length);
        out.write(content, 0, content.length);
        return out.toByteString().toByteArray();
    }
}
