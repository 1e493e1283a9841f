package io.cam4j.onnx;

import static io.cam4j.onnx.HostileModel.SIZE;
import static io.cam4j.onnx.HostileModel.node;
import static io.cam4j.onnx.HostileTensors.info;
import static io.cam4j.onnx.TestModel.integer;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.FunctionProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Models with graphs within nodes, and functions, that never end, call each other without end, or are not there. */
final class HostileSubgraphs {
    private static final NodeProto YES = constant("yes", TensorProto.DataType.BOOL, 1);

    private final List<HostileModel> models = new ArrayList<>();

    static List<HostileModel> all() {
        HostileSubgraphs all = new HostileSubgraphs();
        all.loops();
        all.branches();
        all.scans();
        all.functions();
        return all.models;
    }

    /** Nodes that make {@code given} of {@code before}, [n, 4, 8, 8]; its largest value is added to the features. */
    private void add(String name, NodeProto... nodes) {
        models.add(HostileModel.of(name, TestModel.linear(0, SIZE), model -> {
            GraphProto.Builder graph = model.getGraphBuilder().removeOutput(1);
            graph.getNodeBuilder(1).setOutput(0, "before");
            graph.addAllNode(Arrays.asList(nodes))
                    .addNode(node("ReduceMax", "given", "most", integer("keepdims", 0)))
                    .addNode(node("Add", "before most", "features"));
        }));
    }

    private static AttributeProto graph(String name, GraphProto.Builder graph) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.GRAPH)
                .setG(graph)
                .build();
    }

    private static NodeProto constant(String name, TensorProto.DataType type, long value) {
        TensorProto.Builder tensor = TensorProto.newBuilder().setDataType(type.getNumber());
        if (type == TensorProto.DataType.INT64) {
            tensor.addInt64Data(value);
        } else {
            tensor.addInt32Data((int) value);
        }
        AttributeProto attribute = AttributeProto.newBuilder()
                .setName("value")
                .setType(AttributeProto.AttributeType.TENSOR)
                .setT(tensor)
                .build();
        return node("Constant", "", name, attribute).toBuilder().clearInput().build();
    }

    private static NodeProto times(String name, long rounds) {
        return constant(name, TensorProto.DataType.INT64, rounds);
    }

    private static GraphProto.Builder rounds(NodeProto... more) {
        return GraphProto.newBuilder()
                .setName("rounds")
                .addInput(info("i", 7))
                .addInput(info("go", 9))
                .addInput(info("state", 1, 1, 4, 8, 8))
                .addNode(node("Identity", "go", "go_on"))
                .addNode(node("Relu", "state", "next"))
                .addAllNode(Arrays.asList(more))
                .addOutput(info("go_on", 9))
                .addOutput(info("next", 1, 1, 4, 8, 8));
    }

    private static NodeProto loop(String inputs, GraphProto.Builder body) {
        return node("Loop", inputs, "given", graph("body", body));
    }

    private void loops() {
        add("a Loop without end", YES, loop(" yes before", rounds()));
        add("a Loop of neither end nor condition", loop("  before", rounds()));
        for (long count : new long[] {-1, 0, 3, 1L << 40, 1L << 62}) {
            add("a Loop of %d rounds".formatted(count), times("m", count), YES, loop("m yes before", rounds()));
        }
        add("a Loop whose rounds the input makes", node("Size", "before", "m"), YES, loop("m yes before", rounds()));
        add("a Loop without a body", YES, node("Loop", " yes before", "given"));
        add("a Loop of nothing", times("m", 3), YES, loop("m yes before", GraphProto.newBuilder()));
        add("a Loop that takes nothing", times("m", 3), YES, loop("m yes before", rounds().clearInput()));
        add("a Loop that gives nothing", times("m", 3), YES, loop("m yes before", rounds().clearOutput()));
        add(
                "a Loop with a circle",
                times("m", 3),
                YES,
                loop("m yes before", rounds(node("Relu", "p", "q"), node("Relu", "q", "p"))));
        GraphProto.Builder inner = rounds();
        for (int depth = 0; depth < 12; depth++) {
            NodeProto loop = node("Loop", "m%d go state".formatted(depth), "deep" + depth, graph("body", inner));
            inner = rounds(times("m" + depth, 1000), loop);
        }
        add("Loops within Loops", times("m", 1000), YES, loop("m yes before", inner));
    }

    private void branches() {
        for (String input : List.of("before", "leaf", "nobody", "")) {
            GraphProto.Builder branch = GraphProto.newBuilder()
                    .setName("branch")
                    .addNode(node("Relu", input, "leaf"))
                    .addOutput(info("leaf", 1));
            add("an If of '%s'".formatted(input), YES, branch("given", branch, branch));
        }
        add("an If of nothing", YES, branch("given", GraphProto.newBuilder(), GraphProto.newBuilder()));
        add("an If without branches", YES, node("If", "yes", "given"));
        for (int depth : new int[] {10, 20, 30, 40}) {
            GraphProto.Builder branch = leaf("leaf");
            for (int i = 0; i < depth; i++) {
                branch = GraphProto.newBuilder()
                        .setName("b" + i)
                        .addNode(branch("r" + i, branch, leaf("e" + i)))
                        .addOutput(info("r" + i, 1));
            }
            add("Ifs %d deep".formatted(depth), YES, branch("given", branch, branch));
        }
        add("a Relu with a graph", node("Relu", "before", "given", graph("body", rounds())));
    }

    private static GraphProto.Builder leaf(String name) {
        return GraphProto.newBuilder()
                .setName(name)
                .addNode(node("Relu", "before", name))
                .addOutput(info(name, 1));
    }

    private static NodeProto branch(String output, GraphProto.Builder then, GraphProto.Builder otherwise) {
        return node("If", "yes", output, graph("then_branch", then), graph("else_branch", otherwise));
    }

    private void scans() {
        GraphProto.Builder body = GraphProto.newBuilder()
                .setName("scan")
                .addInput(info("s", 1, 4, 8, 8))
                .addInput(info("e", 1, 4, 8, 8))
                .addNode(node("Add", "s e", "s2"))
                .addNode(node("Relu", "e", "out"))
                .addOutput(info("s2", 1, 4, 8, 8))
                .addOutput(info("out", 1, 4, 8, 8));
        NodeProto flat = node("Squeeze", "before", "squeezed");
        for (long count : HostileModel.ABSURD) {
            NodeProto scan =
                    node("Scan", "squeezed before", "given", graph("body", body), integer("num_scan_inputs", count));
            add(
                    "a Scan of %d inputs".formatted(count),
                    flat,
                    scan.toBuilder().addOutput("outs").build());
        }
        add("a Scan of nothing", node("Scan", "before before", "given", graph("body", GraphProto.newBuilder())));
        NodeProto sequence = node("SequenceConstruct", "before before", "sequence");
        for (long place : HostileModel.ABSURD) {
            add("SequenceAt " + place, sequence, times("at", place), node("SequenceAt", "sequence at", "given"));
        }
    }

    private static FunctionProto.Builder function(String name, NodeProto... nodes) {
        return FunctionProto.newBuilder()
                .setDomain("own")
                .setName(name)
                .addInput("a")
                .addOutput("z")
                .addAllNode(Arrays.asList(nodes))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("own").setVersion(1));
    }

    private static NodeProto call(String name, String input, String output) {
        return node(name, input, output).toBuilder().setDomain("own").build();
    }

    private void functions(String name, String called, List<FunctionProto.Builder> functions) {
        models.add(HostileModel.of("functions: " + name, TestModel.linear(0, SIZE), model -> {
            model.setIrVersion(8)
                    .addOpsetImport(
                            OperatorSetIdProto.newBuilder().setDomain("own").setVersion(1));
            functions.forEach(model::addFunctions);
            model.getGraphBuilder().getNodeBuilder(1).setOpType(called).setDomain("own");
        }));
    }

    private void functions(String name, FunctionProto.Builder... functions) {
        functions(name, "f", List.of(functions));
    }

    private void functions() {
        NodeProto relu = node("Relu", "a", "z");
        functions("a Relu", function("f", relu));
        functions("itself", function("f", call("f", "a", "z")));
        functions("each other", function("f", call("g", "a", "z")), function("g", call("f", "a", "z")));
        functions("itself, never called", function("f", relu), function("g", call("g", "a", "z")));
        functions("no nodes", function("f"));
        functions("no inputs", function("f", relu).clearInput());
        functions("no outputs", function("f", relu).clearOutput());
        functions("no opset", function("f", relu).clearOpsetImport());
        functions("twice", function("f", relu), function("f", node("Sigmoid", "a", "z")));
        functions("a circle", function("f", node("Relu", "q", "p"), node("Relu", "p", "q"), node("Relu", "p", "z")));
        GraphProto.Builder branch = GraphProto.newBuilder()
                .setName("branch")
                .addNode(call("f", "a", "r"))
                .addOutput(info("r", 1));
        functions("itself in a branch", function("f", YES, branch("z", branch, branch)));
        functions("a Loop", function("f", YES, node("Loop", " yes a", "z", graph("body", rounds()))));
        for (int depth : new int[] {8, 30, 60}) {
            List<FunctionProto.Builder> twice = new ArrayList<>(List.of(function("f0", relu)));
            List<FunctionProto.Builder> once = new ArrayList<>(List.of(function("f0", relu)));
            for (int i = 1; i <= depth; i++) {
                String before = "f" + (i - 1);
                twice.add(function("f" + i, call(before, "a", "m"), call(before, "m", "z")));
                once.add(function("f" + i, call(before, "a", "z")));
            }
            functions("each calls another twice, %d deep".formatted(depth), "f" + depth, twice);
            functions("each calls another, %d deep".formatted(depth), "f" + depth, once);
        }
        List<FunctionProto.Builder> deep = new ArrayList<>(List.of(function("f0", relu)));
        for (int i = 1; i <= 10_000; i++) {
            deep.add(function("f" + i, call("f" + (i - 1), "a", "z")));
        }
        functions("each calls another, 10,000 deep", "f10000", deep);
    }
}
