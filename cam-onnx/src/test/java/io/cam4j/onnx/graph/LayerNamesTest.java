package io.cam4j.onnx.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A layer by the name of a tensor, a node or a module, as both of PyTorch's exporters write modules. */
class LayerNamesTest {
    @TempDir
    private Path folder;

    private final GraphProto.Builder graph =
            GraphProto.newBuilder().addInput(ValueInfoProto.newBuilder().setName("t0"));
    private int last;

    /** One more link of the chain, from tensor t(i − 1) to t(i). */
    private NodeProto.Builder add(String node) {
        last++;
        return graph.addNodeBuilder()
                .setOpType("Relu")
                .setName(node)
                .addInput("t" + (last - 1))
                .addOutput("t" + last);
    }

    private void addScoped(String scopes) {
        add("node_" + (last + 1))
                .addMetadataProps(StringStringEntryProto.newBuilder()
                        .setKey("pkg.torch.onnx.name_scopes")
                        .setValue(scopes));
    }

    private String find(String name) throws IOException {
        graph.clearOutput().addOutput(ValueInfoProto.newBuilder().setName("t" + last));
        Path file = folder.resolve("model.onnx");
        Files.write(
                file,
                ModelProto.newBuilder()
                        .setIrVersion(8)
                        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
                        .setGraph(graph)
                        .build()
                        .toByteArray());
        return LayerNames.find(OnnxGraph.read(file), name);
    }

    @Test
    void aNodeStandsForItsFirstOutput() throws IOException {
        add("first");
        add("second");

        assertThat(find("first")).isEqualTo("t1");
        assertThat(find("t2")).isEqualTo("t2");
    }

    @Test
    void aModuleStandsForWhatItsLastNodeGivesToOthers() throws IOException {
        add("/net/layer3/layer3.0/conv1/Conv");
        add("/net/layer3/layer3.0/relu/Relu");
        add("/net/layer3/layer3.1/relu/Relu");
        add("/net/layer4/layer4.0/relu/Relu");

        assertThat(find("layer3")).isEqualTo("t3");
        assertThat(find("net.layer3.0")).isEqualTo("t2");
        assertThat(find("layer3.0.conv1")).isEqualTo("t1");
        assertThat(find("net")).isEqualTo("t4");
    }

    @Test
    void soItDoesWhereTheExporterKeepsModulesInMetadata() throws IOException {
        addScoped("['', 'features', 'features.0', 'conv2d']");
        addScoped("['', 'features', 'features.1', 'relu']");
        addScoped("['', 'classifier', 'linear']");

        assertThat(find("features")).isEqualTo("t2");
        assertThat(find("features.0")).isEqualTo("t1");
        assertThat(find("classifier")).isEqualTo("t3");
    }

    @Test
    void aNameThatSeveralModulesEndInIsRefusedWithAllOfThem() {
        add("/left/block/relu/Relu");
        add("/right/block/relu/Relu");

        assertThatThrownBy(() -> find("block"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the layer 'block' may be any of [left.block, right.block]; name one of them");
    }

    @Test
    void anUnknownNameIsRefusedWithThoseLikeIt() {
        add("/net/layer3/relu/Relu");
        add("/net/layer4/relu/Relu");

        assertThatThrownBy(() -> find("layer"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("no layer is called 'layer'")
                .hasMessageContaining("net.layer3, net.layer3.relu, net.layer4, net.layer4.relu");
    }
}
