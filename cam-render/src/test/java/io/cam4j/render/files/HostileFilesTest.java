package io.cam4j.render.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.cam4j.testing.Fork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileFilesTest {
    @TempDir
    private Path folder;

    @Test
    void theyAreRefusedOrDecodedWithinASecondAnd64Megabytes() throws IOException {
        Map<String, String> expected = new HashMap<>();
        HostileFiles.make((name, file, outcome) -> {
            write(name, file);
            expected.put(name, outcome);
        });

        Fork.Result result = Fork.java(ReadingProbe.class, List.of("-Xmx64m"), folder.toString(), "plain.webp");

        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines().map(ReadingProbe.Line::of))
                .hasSameSizeAs(expected.keySet())
                .allSatisfy(line -> {
                    assertThat(line.millis()).as(line.name()).isLessThanOrEqualTo(1000);
                    String outcome = expected.getOrDefault(line.name(), "");
                    if (outcome.contains(" × ")) {
                        assertThat(line.outcome()).as(line.name()).isEqualTo(outcome);
                    } else {
                        assertThat(line.outcome())
                                .startsWith("UnreadableImageException: " + folder.resolve(line.name()) + ": ")
                                .contains(outcome);
                    }
                });
        assertThat(result.exit()).isZero();
    }

    private void write(String name, byte[] file) {
        try {
            Files.write(folder.resolve(name), file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
