package io.cam4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.ClassActivationMapper;
import io.cam4j.Request;
import io.cam4j.method.Methods;
import io.cam4j.network.HeadKind;
import io.cam4j.testing.Fork;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoModelTest {
    @Test
    void labelsAreTheClassesTheGeneratorDraws() {
        assertThat(DemoModel.labels().names()).isEqualTo(SceneGenerator.classNames());
    }

    @Test
    void modelIsSmallAndOneFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("copy.onnx");

        DemoModel.copyTo(file);

        assertThat(Files.size(file)).isLessThanOrEqualTo(1_000_000);
    }

    @Test
    void openedItIsAModelLikeAnyOther() {
        BufferedImage image = new BufferedImage(96, 64, BufferedImage.TYPE_INT_RGB);

        try (ClassActivationMapper mapper = DemoModel.open()) {
            assertThat(mapper.labels()).contains(DemoModel.labels());
            assertThat(mapper.provenance().model().name()).isEqualTo("shapes.onnx");
            assertThat(mapper.provenance().model().sha256()).hasSize(64);
            assertThat(mapper.provenance().head().kind()).isEqualTo(HeadKind.GAP_LINEAR);
            Request inside = Request.top(1).by(Methods.gradCam()).at("blocks.3");
            assertThat(mapper.explain(image, inside).activations()).hasSize(1); // for which its file is read again
        }
    }

    @Test
    void aProcessThatOpenedItLeavesNoFileBehind(@TempDir Path folder) throws IOException {
        Fork.Result run = Fork.java(Opening.class, List.of("-Djava.io.tmpdir=" + folder));

        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("cam4j-demo");
        assertThat(unpacked(folder)).isEmpty();
    }

    /** Opens the model and tells where it is. */
    static final class Opening {
        private Opening() {}

        public static void main(String... arguments) throws IOException {
            try (ClassActivationMapper mapper = DemoModel.open()) {
                System.out.println(unpacked(Path.of(System.getProperty("java.io.tmpdir"))) + " " + mapper.classes());
            }
        }
    }

    private static List<Path> unpacked(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith("cam4j-demo"))
                    .toList();
        }
    }
}
