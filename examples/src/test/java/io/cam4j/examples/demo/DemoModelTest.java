package io.cam4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.ClassActivationMapper;
import io.cam4j.network.HeadKind;
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
    void openingLeavesNoFileBehind() throws IOException {
        List<Path> before = unpacked();

        try (ClassActivationMapper mapper = DemoModel.open()) {
            assertThat(unpacked()).isEqualTo(before);
            assertThat(mapper.labels()).contains(DemoModel.labels());
            assertThat(mapper.provenance().model().name()).isEqualTo("shapes.onnx");
            assertThat(mapper.provenance().model().sha256()).hasSize(64);
            assertThat(mapper.provenance().head().kind()).isEqualTo(HeadKind.GAP_LINEAR);
        }
    }

    private static List<Path> unpacked() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("cam4j-demo"))
                    .sorted()
                    .toList();
        }
    }
}
